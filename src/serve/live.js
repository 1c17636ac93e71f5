// Keeps an open page fresh while its site is served: reloads it when its content changed, swaps its style sheets in
// place, and shows what keeps the newest site from being shown.
(() => {
  const own = document.currentScript.dataset.content;
  const here = location.pathname;
  const place = "bayan-scroll " + here;
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo({ top: Number(kept), behavior: "instant" }));
  }

  // The name of a style sheet without the part that changes with its bytes.
  const stem = (path) => path.replace(/\.[0-9a-f]+\.css$/, ".css");

  function restyle(styles) {
    for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
      const path = new URL(link.href).pathname;
      const next = styles.find((style) => stem(new URL(style, location).pathname) === stem(path));
      if (!next || new URL(next, location).pathname === path) continue;
      // The old sheet stays until the new one is there, or the page would stand bare for a moment.
      const fresh = link.cloneNode();
      fresh.href = next;
      fresh.addEventListener("load", () => link.remove());
      link.after(fresh);
    }
  }

  // A line with its code as code: what stands between backticks, without the isolates that terminals need.
  function write(line, item) {
    line.replace(/[\u2066-\u2068]`|`\u2069/g, "`").split("`").forEach((part, n, parts) => {
      if (n % 2 === 0 || n === parts.length - 1) {
        item.append(n % 2 === 0 ? part : "`" + part);
        return;
      }
      const code = document.createElement("code");
      code.dir = "auto";
      code.textContent = part;
      code.style.cssText = "unicode-bidi:isolate;font-family:ui-monospace,monospace;background:#ffffff22;padding:0 .2em;border-radius:.2em";
      item.append(code);
    });
  }

  function overlay({ problems, title, lang, dir }) {
    document.getElementById("bayan-problems")?.remove();
    if (!problems) return;
    const box = document.createElement("div");
    box.id = "bayan-problems";
    box.lang = lang;
    box.dir = dir;
    box.setAttribute("role", "alert");
    // Set by script: a policy that forbids style attributes does not forbid this.
    box.style.cssText =
      "position:fixed;inset:0;z-index:2147483647;overflow:auto;padding:2rem;background:#1b1b1bf2;color:#fff;" +
      "font:16px/1.7 " + (dir === "rtl" ? "system-ui,sans-serif" : "ui-monospace,monospace") + ";text-align:start";
    const head = document.createElement("p");
    head.textContent = title;
    box.append(head);
    for (const line of problems.trim().split("\n")) {
      const item = document.createElement("p");
      // `path:line:column: severity[code]: ` is of the terminal, and the rest is in the language.
      const [, place, rest] = line.match(/^(.*?\[[a-z0-9-]+\]: )([^]*)$/) ?? [null, "", line];
      const mark = document.createElement("bdi");
      mark.dir = "ltr";
      mark.textContent = place.trimEnd();
      item.append(mark, " ");
      write(rest, item);
      item.style.cssText = "margin:0 0 .5rem;white-space:pre-wrap";
      box.append(item);
    }
    document.body.append(box);
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.getElementById("bayan-problems")?.remove();
  });

  let source;

  function listen() {
    source = new EventSource("/.bayan/events?page=" + encodeURIComponent(here));
    source.addEventListener("message", (event) => {
      const state = JSON.parse(event.data);
      if (state.content !== own) {
        // Somebody may be writing: then the page stays until they have done.
        if (!dispatchEvent(new CustomEvent("bayan:reload", { cancelable: true }))) return;
        sessionStorage.setItem(place, String(scrollY));
        source.close();
        location.reload();
        return;
      }
      restyle(state.styles);
      overlay(state);
    });
  }

  // A browser opens six connections to a host: a page that nobody looks at would keep one from a page that somebody opens. It
  // learns the state of things when it is looked at again.
  function attend() {
    source?.close();
    if (document.visibilityState !== "hidden") listen();
  }
  document.addEventListener("visibilitychange", attend);
  addEventListener("pagehide", () => source?.close());
  // The browser's Back may bring the page as it was left.
  addEventListener("pageshow", (event) => event.persisted && attend());
  attend();
})();
