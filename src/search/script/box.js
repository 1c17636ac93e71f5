// The box in the masthead, a combobox as the ARIA practices have it, and the page of results. Nothing that is typed is kept.
(() => {
  const place = new URL(".", document.currentScript.src);
  const load = async (name) => {
    const response = await fetch(new URL(name, place), name === "index.json" ? { cache: "no-cache" } : {});
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.text();
  };
  let opened;
  const site = () => {
    opened ??= bayanSearch(load);
    opened.catch(() => (opened = undefined));
    return opened;
  };

  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== undefined && value !== "") made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const parts = (list) => list.map(({ text, isMark }) => (isMark ? element("mark", {}, text) : text));
  const filled = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  // Quoted words keep their own direction inside a sentence of another.
  const quoted = (text) => `\u2068${text}\u2069`;

  const form = document.querySelector("form[data-search]");
  const box = form.elements.q;
  const lang = document.documentElement.lang;
  const region = document.querySelector("[data-search-results]");
  const status = element("p", { class: "search-status", role: "status" });
  form.after(status);
  let words = {};
  const number = (value) => String(value).replace(/\d/g, (digit) => words.digits?.[digit] ?? digit);
  // Of searches that overtake each other, only the last one is shown.
  let turn = 0;
  const ask = async (options) => {
    const own = ++turn;
    const query = box.value.trim();
    const all = await site();
    words = all.languages.find((each) => each.lang === lang)?.words ?? all.languages[0].words;
    const found = await all.search(query, { lang, isTyped: true, ...options });
    return own === turn ? { query, found, all } : null;
  };
  const count = ({ total, answers }) => filled(words.count, { n: number(total + answers.length) });
  const says = (query, found) => {
    if (!found.total && !found.answers.length) return filled(words.none, { query: quoted(query) });
    return found.total && !found.isWhole ? `${count(found)}. ${words.partial}` : count(found);
  };
  const where = (result) => [result.briefing, result.lang === lang ? "" : result.name].filter(Boolean).join(" · ");
  const answer = ({ kind, title, value, lines, lang, dir }, tag) =>
    element(tag, { class: "search-answer", "data-kind": kind, lang, dir }, element("span", { class: "search-title" }, ...parts(title)), element("strong", {}, value),
      ...lines.map((line) => element("span", { class: "search-line" }, line)));
  const failed = () => (status.textContent = words.failed || form.dataset.failed || "");
  let timer;
  const later = (run) => {
    clearTimeout(timer);
    timer = setTimeout(() => run().catch(failed), 120);
  };

  // The masthead: what is found stands below the box.
  const combobox = () => {
    const list = element("div", { id: "search-list", class: "search-list", role: "listbox", "aria-label": box.getAttribute("aria-label"), hidden: "hidden" });
    form.append(list);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", "search-list");
    box.setAttribute("aria-expanded", "false");
    let options = [];
    let active = -1;
    const choose = (at) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = at;
      const option = options[active];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) box.setAttribute("aria-activedescendant", option.id);
      else box.removeAttribute("aria-activedescendant");
    };
    const show = (isOpen) => {
      list.hidden = !isOpen;
      box.setAttribute("aria-expanded", String(isOpen));
      choose(-1);
    };
    const option = (href, ...children) => {
      const made = element("a", { id: `search-option-${options.length}`, role: "option", "aria-selected": "false", tabindex: "-1", href }, ...children);
      options.push(made);
      return made;
    };
    const update = async () => {
      if (!box.value.trim()) {
        turn++;
        status.textContent = "";
        show(false);
        return;
      }
      const asked = await ask({ limit: 6 });
      if (!asked) return;
      const { query, found } = asked;
      options = [];
      const answers = found.answers.slice(0, 2).map((each) => option(each.url, answer(each, "span")));
      const results = found.results.map((each) =>
        option(each.url, element("span", { class: "search-title", lang: each.lang, dir: each.dir }, ...parts(each.title)),
          element("span", { class: "search-where" }, where(each)), element("span", { class: "search-passage", lang: each.lang, dir: each.dir }, ...parts(each.passage))));
      const address = (text) => `${form.action}?${new URLSearchParams({ q: text })}`;
      const more = [];
      if (found.other) more.push(option(address(found.other.query), filled(words.keyboard, { query: quoted(found.other.query) })));
      if (found.total > found.results.length) more.push(option(address(query), `${words.all} (${number(found.total)})`));
      const group = (label, children) => (children.length ? [element("div", { role: "group", "aria-label": label }, ...children)] : []);
      list.replaceChildren(...group(words.answers, answers), ...results, ...more);
      status.textContent = says(query, found);
      show(options.length > 0);
    };
    box.addEventListener("input", () => later(update));
    box.addEventListener("focus", () => box.value.trim() && list.hidden && later(update));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || show(false));
    // A press on an option must not take the focus before it is a click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const isOpen = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (!isOpen) {
          if (options.length) show(true);
          else later(update);
          return;
        }
        const step = event.key === "ArrowDown" ? 1 : -1;
        // Before the first and behind the last stands the box itself.
        const next = active + step;
        choose(next >= options.length ? -1 : next < -1 ? options.length - 1 : next);
      } else if (event.key === "Enter" && isOpen && active >= 0) {
        event.preventDefault();
        options[active].click();
      } else if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        if (isOpen) show(false);
        else box.value = "";
      }
    });
    if (box.value.trim() && document.activeElement === box) later(update);
  };

  // The page of results: its address says what was asked.
  const page = () => {
    const shown = { limit: 10 };
    const asked = new URLSearchParams(location.search);
    if (asked.has("q")) box.value = asked.get("q");
    const filters = element("div", { class: "search-filters" });
    const answers = element("div", { class: "search-answers" });
    const hint = element("p", { class: "search-hint" });
    const list = element("ol", { class: "search-results" });
    const more = element("button", { type: "button", class: "search-more", hidden: "hidden" });
    region.append(filters, hint, answers, list, more);
    let only = asked.get("lang") ?? "";
    let briefing = asked.get("in") ?? "";
    const select = (label, name, value, choices, change) => {
      const made = element("select", { name }, ...choices.map(([key, text]) => element("option", key === value ? { value: key, selected: "" } : { value: key }, text)));
      for (const each of made.options) each.selected = each.value === value;
      made.addEventListener("change", () => change(made.value));
      return element("label", {}, `${label} `, made);
    };
    const remember = () => {
      const address = new URLSearchParams();
      if (box.value.trim()) address.set("q", box.value.trim());
      if (only) address.set("lang", only);
      if (briefing) address.set("in", briefing);
      const text = address.toString();
      history.replaceState(null, "", text ? `?${text}` : location.pathname);
    };
    const update = async () => {
      remember();
      region.hidden = !box.value.trim();
      if (region.hidden) {
        status.textContent = "";
        return;
      }
      const all = await site();
      const index = await all.open(only || lang);
      const at = briefing ? index.briefings.indexOf(briefing) : -1;
      const done = await ask({ only: only || (at < 0 ? undefined : index.lang), briefing: at < 0 ? undefined : at, limit: shown.limit });
      if (!done) return;
      const { query, found } = done;
      const again = (change) => (value) => {
        change(value);
        shown.limit = 10;
        later(update);
      };
      const languages = [["", words.anylanguage], ...all.languages.map((each) => [each.lang, each.name])];
      const briefings = [["", words.anybriefing], ...index.briefings.map((title) => [title, title])];
      const focused = document.activeElement?.name;
      filters.replaceChildren(
        ...(languages.length > 2 ? [select(words.language, "lang", only, languages, again((value) => ([only, briefing] = [value, ""])))] : []),
        ...(briefings.length > 1 ? [select(words.briefing, "in", at < 0 ? "" : briefing, briefings, again((value) => (briefing = value)))] : []),
      );
      if (focused) filters.querySelector(`[name="${focused}"]`)?.focus();
      const notes = found.corrections.slice(0, 2).map(([, to]) => filled(words.corrected, { word: quoted(to) }));
      hint.replaceChildren(...(found.other ? [element("a", { href: `?${new URLSearchParams({ q: found.other.query })}` }, filled(words.keyboard, { query: quoted(found.other.query) }))] : [notes.join(" ")]));
      answers.replaceChildren(...(found.answers.length ? [element("h2", {}, words.answers), ...found.answers.map((each) => element("a", { href: each.url }, answer(each, "span")))] : []));
      list.replaceChildren(
        ...found.results.map((each) =>
          element("li", {}, element("h2", { lang: each.lang, dir: each.dir }, element("a", { href: each.url }, ...parts(each.title))),
            element("p", { class: "search-where" }, where(each)), element("p", { class: "search-passage", lang: each.lang, dir: each.dir }, ...parts(each.passage)))),
      );
      more.hidden = found.total <= found.results.length;
      more.textContent = words.more;
      status.textContent = says(query, found);
    };
    more.addEventListener("click", async () => {
      const before = list.children.length;
      shown.limit += 10;
      await update().catch(failed);
      list.children[before]?.querySelector("a")?.focus();
    });
    box.addEventListener("input", () => later(update));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      later(update);
    });
    // Arrows lead from the box through the results, Escape back.
    document.addEventListener("keydown", (event) => {
      const links = [...region.querySelectorAll("a")];
      const at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === box)) links[at + 1]?.focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? box).focus();
      else if (event.key === "Escape" && at >= 0) box.focus();
      else return;
      event.preventDefault();
    });
    update().catch(failed);
  };

  if (region) page();
  else combobox();
})();
