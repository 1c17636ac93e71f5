// The contents follow the reader: the entry of the section on screen is marked, and the other language is reached at the same passage.
// Without this script the contents are a plain list, and the other language begins at its title.
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".side .toc a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const twins = document.querySelectorAll(".languages a[data-same]");
  const headings = links.size ? [...links.keys()] : [...document.querySelectorAll(".prose :is(h2, h3)[id]")];
  if (!headings.length || !("IntersectionObserver" in window)) return;

  const seen = new Set();
  let marked = null;
  const mark = () => {
    // The first heading on screen; between two headings the one that was passed last stays marked.
    const heading = headings.find((one) => seen.has(one));
    if (!heading || heading === marked) return;
    // Sections that both languages have share their names; where one has no such section, its page begins at the top.
    for (const twin of twins) twin.hash = heading === headings[0] ? "" : heading.id;
    links.get(marked)?.removeAttribute("aria-current");
    marked = heading;
    const link = links.get(heading);
    if (!link) return;
    link.setAttribute("aria-current", "location");
    // Keep the entry in view inside a long list, without moving the page.
    const pane = link.closest(".side");
    if (pane.scrollHeight > pane.clientHeight) {
      const gap = link.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      if (gap < 0 || gap > pane.clientHeight - 48) pane.scrollTop += gap - pane.clientHeight / 3;
    }
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (entry.isIntersecting) seen.add(entry.target);
        else seen.delete(entry.target);
      }
      mark();
    },
    { rootMargin: "0px 0px -60% 0px" },
  );
  for (const heading of headings) observer.observe(heading);
})();

// The sheet gives way to the section of this page that was chosen in it.
document.querySelector(".side")?.addEventListener("click", (event) => {
  if (event.target.closest("a[href^='#']")) event.currentTarget.hidePopover?.();
});
