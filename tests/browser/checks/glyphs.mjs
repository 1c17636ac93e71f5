// A page -> the fonts that really draw its text. Text that a font of the machine draws looks different, or is a box, elsewhere.

/** What stands in a face's place until it has come (css/fonts.css). */
const STANDING_IN = /^(Noto |Times New|Liberation |Arial)/;

/** Text nodes below a node of the protocol's tree. */
function* textNodes(node) {
  if (node.nodeType === 3 && node.nodeValue.trim()) yield node;
  if (/^(script|style|noscript|template|title)$/i.test(node.nodeName)) return;
  for (const child of node.children ?? []) yield* textNodes(child);
}

/** Findings about the page that stands in the window. */
export async function glyphs(window) {
  const protocol = await window.context.newCDPSession(window.page);
  try {
    await protocol.send('DOM.enable');
    await protocol.send('CSS.enable');
    const { root } = await protocol.send('DOM.getDocument', { depth: -1 });
    const findings = [];
    let arabic = 0;
    let seen = 0;
    for (const node of textNodes(root)) {
      const { fonts } = await protocol.send('CSS.getPlatformFontsForNode', { nodeId: node.nodeId });
      seen += fonts.length;
      const text = node.nodeValue.trim().replace(/\s+/g, ' ').slice(0, 60);
      for (const font of fonts.filter((one) => !one.isCustomFont || STANDING_IN.test(one.familyName))) {
        findings.push(['machine-font', `${font.glyphCount} glyphs of "${text}" are drawn with ${font.familyName}`]);
      }
      if (/\p{Script=Arabic}/u.test(node.nodeValue) && fonts.length > 0) arabic += 1;
    }
    if (seen === 0) findings.push(['no-glyphs', 'no text is drawn at all']);
    const rtl = await window.page.evaluate(() => document.documentElement.dir === 'rtl');
    if (rtl && arabic === 0) findings.push(['no-glyphs', 'a right-to-left page draws no Arabic']);
    return findings;
  } finally {
    await protocol.detach();
  }
}
