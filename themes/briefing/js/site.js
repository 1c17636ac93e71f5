// The contents follow the reader: the entry of the section on screen is marked. Without this script the contents are a plain list.
(() => {
  const links = new Map();
  for (const link of document.querySelectorAll(".side .toc a[href^='#']")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  if (!links.size || !("IntersectionObserver" in window)) return;

  const seen = new Set();
  let marked = null;
  const mark = () => {
    // The first heading on screen; between two headings the one that was passed last stays marked.
    const link = [...links].find(([heading]) => seen.has(heading))?.[1];
    if (!link || link === marked) return;
    marked?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    marked = link;
    // Keep the entry in view inside a long list, without moving the page.
    const pane = link.closest("details");
    if (pane && pane.scrollHeight > pane.clientHeight) {
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
  for (const heading of links.keys()) observer.observe(heading);
})();

// Escape puts away what is shown of an entry of the ledger, until the pointer and the focus have left it.
(() => {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const entry = document.querySelector(".entry:is(:hover, :focus-within, :has(> .card:target))");
    if (!entry) return;
    if (entry.querySelector(":scope > .card:target")) location.hash = entry.id;
    entry.classList.add("dismissed");
    const back = () => {
      if (!entry.matches(":hover, :focus-within")) entry.classList.remove("dismissed");
    };
    entry.addEventListener("pointerleave", back);
    entry.addEventListener("focusout", () => setTimeout(back));
  });
})();
