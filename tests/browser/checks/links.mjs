// What all pages link to -> links and fragments that lead nowhere under the sub-path, and translations that do not link back.

/** The address of the published site: what the canonical link of a page says, less the address of the page. */
function published(pages) {
  for (const { page, canonical } of pages) {
    if (canonical?.endsWith(page.address)) return canonical.slice(0, canonical.length - page.address.length);
  }
  return undefined;
}

/** `seen` is `[{ page, hrefs, anchors, canonical }]` as the browser resolved them; answers `[page, findings]` pairs. */
export function links(site, server, seen) {
  const bases = [server.url, published(seen)].filter(Boolean);
  const files = new Set(site.files);
  const anchors = new Map(seen.map(({ page, anchors: ids }) => [page.file, new Set(ids)]));
  return seen.map(({ page, hrefs }) => {
    const findings = [];
    for (const href of new Set(hrefs)) {
      const [address, fragment] = href.split('#');
      const base = bases.find((candidate) => address.startsWith(candidate));
      if (!base) {
        // On the host but not under the sub-path: a link that forgot it.
        if (bases.some((candidate) => new URL(candidate).origin === new URL(href).origin)) findings.push(['outside', href.replace(server.origin, '')]);
        continue;
      }
      const rest = decodeURIComponent(address.slice(base.length).split('?')[0]);
      // The error page is looked at where it stands in for another address; a link to a place on itself is not a link elsewhere.
      const file = page.kind === 'not found' && rest === 'no/such/page' ? page.file : rest === '' || rest.endsWith('/') ? `${rest}index.html` : rest;
      if (!files.has(file)) findings.push(['dead', `${server.base}${rest} is not there`]);
      else if (fragment && anchors.has(file) && !anchors.get(file).has(decodeURIComponent(fragment))) {
        findings.push(['dead', `${server.base}${rest} has no place #${decodeURIComponent(fragment)}`]);
      }
    }
    return [page, findings];
  });
}
