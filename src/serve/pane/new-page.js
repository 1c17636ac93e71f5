// A page, a chapter or a briefing that is not there yet, with its titles in every language.

import { fresh, make } from "./forms.js";
import { Window } from "./window.js";
import { t } from "./words.js";

/** A page that is not there yet. */
export class NewPage extends Window {
  constructor(editing, from) {
    super(editing, from, t("new_page"));
    const kind = fresh();
    this.kind = make("select", { id: kind }, ...["page", "chapter", "briefing"].map((name) => make("option", { value: name }, t(name))));
    this.titles = new Map();
    const line = (label, properties) => {
      const id = fresh();
      const input = make("input", { id, type: "text", autocomplete: "off", ...properties });
      return [input, make("div", { className: "box" }, make("label", { htmlFor: id }, label), input)];
    };
    this.body.append(make("div", { className: "box" }, make("label", { htmlFor: kind }, t("kind")), this.kind));
    for (const [tag, name] of editing.languages) {
      const [input, element] = line(t("title_in", { language: name }), { lang: tag, dir: "auto" });
      this.titles.set(tag, input);
      this.body.append(element);
    }
    const [name, element] = line(t("name"), { dir: "auto" });
    this.name = name;
    // The address follows a Latin title until somebody writes another.
    const latin = [...this.titles].find(([tag]) => /^(en|fr)/.test(tag))?.[1];
    latin?.addEventListener("input", () => {
      if (!this.isNamed) name.value = latin.value.toLowerCase().normalize("NFD").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    });
    name.addEventListener("input", () => (this.isNamed = true));
    this.body.append(element, make("p", { className: "hint" }, t("draft")));
    this.foot.append(
      make("button", { type: "button", className: "main", onclick: () => this.save() }, t("create")),
      make("button", { type: "button", className: "quiet", onclick: () => this.leave() }, t("cancel")),
    );
  }

  get isChanged() {
    return this.isOpen && [...this.titles.values()].some((input) => input.value !== "");
  }

  show() {
    this.editing.pane = this;
    super.show();
  }

  async save() {
    const titles = Object.fromEntries([...this.titles].map(([tag, input]) => [tag, input.value]));
    const answer = await this.editing.ask("new", { kind: this.kind.value, beside: this.editing.page.path, name: this.name.value, titles });
    if (!answer.ok) return this.say(answer, "refused");
    this.made(answer.url);
  }

  /** The new page is shown once it is built. */
  async made(url) {
    this.say(t("saving"));
    for (let tries = 0; tries < 100 && url; tries += 1) {
      const response = await fetch(url, { method: "HEAD" }).catch(() => undefined);
      if (response?.ok) {
        this.element.close();
        return location.assign(url);
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    this.end({ said: t("saved") });
  }
}
