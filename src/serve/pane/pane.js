// The pane: a block in both languages beside each other, with what is to be looked at in it, what it names, and what can be put in.

import { Form, fresh, make } from "./forms.js";
import { Window } from "./window.js";
import { said, t } from "./words.js";

/** How long nobody has typed before the text is looked at. */
const QUIET = 500;
/** As many entries as are shown at once. */
const SHOWN = 12;

/** What a piece is, in the pane's words. */
function titled({ part, kind }) {
  if (part === "behind") return t("new_text");
  if (part === "head") return t("details");
  if (part === "note") return t("note", { label: "" });
  if (part === "entry") return t("change");
  return t(kind === "text" ? "paragraph" : kind);
}

/** A block in the languages of the site. */
export class Pane extends Window {
  constructor(editing, answer, from, back) {
    super(editing, from, titled(answer.pieces[0]));
    this.answer = answer;
    this.back = back;
    const isNew = answer.pieces[0].part === "behind";
    this.forms = answer.pieces.map((piece) => new Form({ ...piece, isNew }, editing.languages, () => this.written()));
    const beside = make("div", { className: "pieces" }, ...this.forms.map((form) => form.element));
    beside.classList.toggle("two", this.forms.length > 1);
    this.body.append(beside, ...this.more(), make("p", { className: "hint" }, t("keys")));
    this.forms.forEach((form) => form.element.addEventListener("focusin", () => (this.last = form)));
    this.last = this.forms[0];
    this.buttons();
    if (answer.state) this.heading.after(make("p", { className: "hint state" }, said(answer.state)));
  }

  get isChanged() {
    return this.forms.some((form) => form.isChanged);
  }

  get isBlock() {
    return this.answer.pieces[0].part === "block";
  }

  buttons() {
    const button = (key, act, className = "") => make("button", { type: "button", className, onclick: act }, t(key));
    const save = button("save", () => this.save(), "main");
    save.setAttribute("aria-keyshortcuts", "Control+S");
    this.foot.append(save);
    if (this.answer.open.length > 0) this.foot.append(button("accept", () => this.accept()));
    this.foot.append(button("cancel", () => this.leave(), "quiet"));
    if (!this.isBlock) return;
    const { at, handles } = this.editing;
    const go = make("div", { className: "go" }, button("behind", () => this.turn(at, "behind"), "quiet"));
    if (at > 0) go.append(button("before", () => this.turn(at - 1), "quiet"));
    if (at < handles.length - 1) go.append(button("after", () => this.turn(at + 1), "quiet"));
    this.foot.append(go);
  }

  show() {
    super.show();
    this.begin();
    this.look();
  }

  begin() {
    this.forms[0].first?.focus();
  }

  key(event) {
    super.key(event);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.altKey && by && this.isBlock) {
      event.preventDefault();
      const to = this.editing.at + by;
      if (this.editing.handles[to]) this.turn(to);
    }
  }

  /** Goes to another block; what was written is saved first. */
  async turn(to, part = "block") {
    if (this.isChanged) return this.save(part === "block" ? to : undefined);
    this.element.close();
    this.element.remove();
    this.editing.pane = undefined;
    if (this.editing.isStale) return this.editing.closed({ from: this.from });
    await this.editing.openBlock(to, part);
  }

  written() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), QUIET);
    if (!this.status.classList.contains("error")) this.status.replaceChildren();
  }

  get wanted() {
    return { pieces: this.forms.map((form) => form.wanted) };
  }

  /** What is to be looked at in what is written. Of two answers the later question's counts. */
  async look() {
    const turn = (this.looked = (this.looked ?? 0) + 1);
    const answer = await this.editing.ask("check", this.wanted);
    if (turn !== this.looked || !answer.ok) return;
    this.forms.forEach((form, at) => form.tell(answer.pieces[at].findings, (own, fix) => this.act(at, fix)));
  }

  async act(piece, fix) {
    const answer = await this.editing.ask("act", { ...this.wanted, piece, act: fix.act });
    this.done(answer, t("saved"));
  }

  async save(next) {
    const forms = this.forms.filter((form) => form.isChanged);
    if (forms.length === 0) return this.say(t("nothing"));
    clearTimeout(this.timer);
    this.say(t("saving"));
    const answer = await this.editing.ask("save", { pieces: forms.map((form) => form.wanted) });
    this.done(answer, answer.saved === false ? t("nothing") : t("saved"), next);
  }

  async accept() {
    const { path } = this.answer.pieces[0];
    if (this.isChanged) return this.say({ message: t("discard_asked"), isOwn: true });
    const answer = await this.editing.ask("accept", { path, blocks: this.answer.open });
    this.done(answer, t("accepted"));
  }

  done(answer, word, next) {
    if (answer.ok) return this.end({ said: word, next });
    if (answer.status !== 409) return this.say(answer, answer.status === 422 ? "refused" : undefined);
    this.say({ message: t("changed"), isOwn: true });
    for (const now of answer.now ?? []) {
      const form = this.forms.find(({ piece }) => piece.path === now.path && piece.part === now.part);
      form?.conflict(now, () => this.say(""));
    }
  }

  /** What stands below the boxes: what the block names, and what can be put into it. */
  more() {
    const { named, notes } = this.answer;
    const parts = [];
    if (named.length + notes.length > 0) {
      const entry = ({ kind, id, line, path, start }) => {
        const words = make("span", { dir: "auto" }, line || id);
        const label = `${t("change")}: ${t("entry", { kind, id })}`;
        const button = make("button", { type: "button", className: "small", "aria-label": label }, t("change"));
        button.addEventListener("click", () => this.into({ path, part: "entry", start }));
        return make("li", {}, words, " ", button);
      };
      const note = ({ label, start }) => {
        const button = make("button", { type: "button", className: "small" }, t("change"));
        button.setAttribute("aria-label", `${t("change")}: ${t("note", { label })}`);
        button.addEventListener("click", () => this.into({ path: this.answer.pieces[0].path, part: "note", start }));
        return make("li", {}, t("note", { label }), " ", button);
      };
      const list = make("ul", { className: "named" }, ...named.map(entry), ...notes.map(note));
      parts.push(make("details", { open: true }, make("summary", {}, t("named")), list));
    }
    if (this.forms.every((form) => form.area) && this.answer.pieces[0].kind !== "code") parts.push(this.inserting(), this.bringing());
    return parts;
  }

  /** Opens what the block names; closing that leads back to the page. */
  async into(named) {
    if (this.isChanged) return this.say({ message: t("discard_asked"), isOwn: true });
    const answer = await this.editing.ask("block", named);
    if (!answer.ok) return this.say(answer);
    this.element.close();
    this.element.remove();
    this.editing.pane = new Pane(this.editing, answer, this.from);
    this.editing.pane.show();
  }

  /** The entries of the ledger, to be put where the caret is. */
  inserting() {
    const field = fresh();
    const search = make("input", { id: field, type: "search", autocomplete: "off" });
    search.dir = "auto";
    const list = make("ul", { className: "entries" });
    const label = make("label", { htmlFor: field }, t("search"));
    const details = make("details", {}, make("summary", {}, t("insert")), label, search, list);
    let entries;
    const draw = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = ({ kind, id, line, title }) => words.every((word) => `${kind}:${id} ${line} ${title}`.toLowerCase().includes(word));
      const found = (entries ?? []).filter(fits).slice(0, SHOWN);
      list.replaceChildren(...found.map((entry) => make("li", {}, this.entry(entry))), ...(found.length ? [] : [make("li", {}, t("none"))]));
    };
    search.addEventListener("input", draw);
    details.addEventListener("toggle", async () => {
      if (!details.open || entries) return;
      const answer = await this.editing.ask("entries", { path: this.answer.pieces[0].path });
      if (!answer.ok) return this.say(answer);
      entries = answer.entries;
      draw();
      search.focus();
    });
    return details;
  }

  entry({ kind, id, line, title }) {
    const words = [line, title].filter(Boolean).join(" — ");
    const shown = [make("span", { dir: "auto" }, words || id), " ", make("code", { dir: "ltr" }, `${kind}:${id}`)];
    const button = make("button", { type: "button", className: "entry" }, ...shown);
    button.addEventListener("click", () => {
      const form = this.last.area ? this.last : this.forms[0];
      form.insert(`[${form.selected.replace(/[\[\]]/g, "")}](${kind}:${id})`);
    });
    return button;
  }

  /** A picture with its words in every language. */
  bringing() {
    const line = (label) => {
      const id = fresh();
      const input = make("input", { id, type: "text", dir: "auto" });
      return { input, element: make("div", { className: "box" }, make("label", { htmlFor: id }, label), input) };
    };
    const chosen = fresh();
    const accept = ["jpeg", "png", "webp", "gif", "avif", "svg+xml"].map((kind) => `image/${kind}`).join();
    const file = make("input", { id: chosen, type: "file", accept });
    const words = this.forms.map(({ piece }) => {
      const alt = line(t("alt_in", { language: piece.name }));
      const caption = line(t("caption_in", { language: piece.name }));
      for (const { input } of [alt, caption]) Object.assign(input, { lang: piece.language, dir: piece.dir });
      return { alt, caption };
    });
    const add = make("button", { type: "button" }, t("put"));
    add.addEventListener("click", () => this.bring(file.files[0], words, file));
    return make(
      "details",
      {},
      make("summary", {}, t("add_picture")),
      make("div", { className: "box" }, make("label", { htmlFor: chosen }, t("file")), file),
      ...words.flatMap(({ alt, caption }) => [alt.element, caption.element]),
      add,
    );
  }

  async bring(file, words, field) {
    if (!file) {
      this.say({ message: t("file_needed"), isOwn: true });
      return field.focus();
    }
    const lacking = words.find(({ alt }) => alt.input.value.trim() === "");
    if (lacking) {
      this.say({ message: t("alt_needed"), isOwn: true });
      return lacking.alt.input.focus();
    }
    const [page, ...others] = this.answer.pieces.map(({ path }) => path);
    const place = encodeURIComponent(JSON.stringify({ page, others: others.join("\n"), name: file.name }));
    const answer = await this.editing.ask("picture", new Blob([file]), { "x-bayan-place": place });
    if (!answer.ok) return this.say(answer, "refused");
    const escaped = (text, marks) => text.trim().replace(/\s+/g, " ").replace(marks, "\\$&");
    this.forms.forEach((form, at) => {
      const alt = escaped(words[at].alt.input.value, /[\\[\]*_`<>&~]/g);
      const caption = escaped(words[at].caption.input.value, /["\\]/g);
      form.append(`![${alt}](${answer.named[form.piece.path]}${caption ? ` "${caption}"` : ""})`);
    });
    this.say(t("cleaned"));
  }
}
