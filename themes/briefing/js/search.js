// The search is loaded when its box is first used, or at once on a page of results that was asked for something. `/` leads to the box.
(() => {
  const form = document.querySelector("form[data-search]");
  if (!form) return;
  const box = form.elements.q;
  let script;
  const start = () => {
    if (script) return;
    script = document.createElement("script");
    script.src = form.dataset.search;
    // What did not come is asked for again with the next use.
    script.addEventListener("error", () => {
      script.remove();
      script = undefined;
    });
    document.head.append(script);
  };
  box.addEventListener("focus", start);
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  if (document.querySelector("[data-search-results]") && new URLSearchParams(location.search).has("q")) start();
  if (document.activeElement === box) start();
})();
