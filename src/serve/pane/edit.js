// A page in an editor's browser: every block of it gets a button that opens it in the pane, and a bar stands below the page. Loaded only
// for those who hold the key of this start.

import { make } from "./forms.js";
import { NewPage } from "./new-page.js";
import { Pane } from "./pane.js";
import { direction, said, spoken, t } from "./words.js";

/** What is told to the page that comes after a save. */
const LATER = "bayan-edit";

/** Asks the program. The answer has `ok`, and what it says. */
async function ask(name, body, head = {}) {
  try {
    const isPicture = body instanceof Blob;
    const response = await fetch(`/.bayan/edit/${name}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": isPicture ? "application/octet-stream" : "application/json", "accept-language": spoken, ...head },
      body: isPicture ? body : JSON.stringify(body ?? {}),
    });
    return { ok: response.ok, status: response.status, ...(await response.json()) };
  } catch {
    return { ok: false, status: 0, message: t("failed"), isOwn: true };
  }
}

class Editing {
  isStale = false;

  async begin() {
    const [page, style] = await Promise.all([
      ask("page", { url: location.pathname }),
      fetch("/.bayan/pane.css").then((response) => response.text()),
    ]);
    if (!page.ok) return;
    this.page = page;
    this.languages = new Map((page.languages ?? []).map(({ tag, name }) => [tag, name]));
    const host = make("div", { id: "bayan-edit", lang: spoken, dir: direction });
    this.root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.root.adoptedStyleSheets = [sheet];
    this.build();
    document.body.append(host);
    // The bar hides no end of a page.
    document.body.style.paddingBlockEnd = `${this.bar.offsetHeight + 16}px`;
    this.listen();
    this.after();
  }

  build() {
    const holder = make("div", { className: "all", lang: spoken, dir: direction });
    this.frame = make("div", { className: "frame", hidden: true });
    this.status = make("p", { className: "status", role: "status" });
    this.undo = make("button", { type: "button", onclick: () => this.takeBack() }, t("undo"));
    this.undo.disabled = this.page.steps === 0;
    const head = { path: this.page.path, part: "head" };
    this.details = make("button", { type: "button", onclick: () => this.open(head, this.details) }, t("details"));
    this.fresh = make("button", { type: "button", onclick: () => new NewPage(this, this.fresh).show() }, t("new_page"));
    const isOwn = this.page.path !== null;
    this.bar = make(
      "section",
      { className: "bar", "aria-label": t("editing") },
      make("div", { className: "tools" }, isOwn ? this.details : null, isOwn ? this.fresh : null, this.undo),
      this.status,
    );
    this.list = make("div", { className: "handles", role: "toolbar", "aria-orientation": "vertical", "aria-label": t("blocks") });
    this.handles = [];
    (this.page.blocks ?? []).forEach((block, nth) => {
      const element = document.querySelector(`[data-edit^="${block.start}-"]`);
      if (element) this.handles.push({ block, nth, element, button: this.handle(block, element) });
    });
    this.handles.forEach(({ button }, at) => (button.tabIndex = at === 0 ? 0 : -1));
    this.list.append(...this.handles.map(({ button }) => button));
    holder.append(this.frame);
    if (this.handles.length > 0) holder.append(this.list);
    holder.append(this.bar);
    this.root.append(holder);
    this.holder = holder;
  }

  handle(block, element) {
    const words = element.textContent.trim().replace(/\s+/g, " ").slice(0, 60);
    const label = t("edit_of", { text: words }) + (block.open ? ` (${t("waits")})` : "");
    const button = make("button", { type: "button", className: "handle", "aria-label": label }, t("edit"));
    button.addEventListener("focus", () => this.show(button));
    button.addEventListener("blur", () => this.hide());
    button.addEventListener("click", () => this.openBlock(this.handles.findIndex((own) => own.button === button)));
    return button;
  }

  /** Puts a button beside its block, and a frame around that. */
  show(button) {
    const own = this.handles.find((handle) => handle.button === button);
    const box = own.element.getBoundingClientRect();
    const isRight = getComputedStyle(document.documentElement).direction === "rtl";
    for (const { button: other } of this.handles) other.classList.toggle("shown", other === button);
    Object.assign(this.frame.style, {
      left: `${box.left + scrollX - 6}px`,
      top: `${box.top + scrollY - 4}px`,
      width: `${box.width + 12}px`,
      height: `${box.height + 8}px`,
    });
    this.frame.hidden = false;
    const width = button.offsetWidth;
    const left = isRight ? Math.max(box.left - 6, 4) : Math.min(box.right + 6 - width, innerWidth - width - 4);
    Object.assign(button.style, { left: `${left + scrollX}px`, top: `${Math.max(box.top + scrollY - button.offsetHeight - 4, 0)}px` });
  }

  hide() {
    if (this.root.activeElement?.classList.contains("handle")) return;
    this.frame.hidden = true;
    for (const { button } of this.handles) button.classList.remove("shown");
  }

  listen() {
    const of = (target) => {
      const element = target.closest?.("[data-edit]");
      return this.handles.findIndex((handle) => handle.element === element);
    };
    document.addEventListener("pointerover", (event) => {
      const at = of(event.target);
      if (at >= 0) this.show(this.handles[at].button);
      else if (!event.composedPath().some((node) => node === this.list || node === this.frame)) this.hide();
    });
    document.addEventListener("click", (event) => {
      const hasKey = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      const isOther = event.defaultPrevented || event.button !== 0 || hasKey;
      const isControl = event.target.closest?.("a, button, summary, input, select, textarea, label, [popover]");
      if (isOther || isControl || !getSelection().isCollapsed) return;
      const at = of(event.target);
      const isTitle = event.target.closest?.("main h1, main .subtitle, main .summary");
      if (at >= 0) this.openBlock(at);
      else if (isTitle && this.page.path) this.open({ path: this.page.path, part: "head" }, this.details);
    });
    this.list.addEventListener("keydown", (event) => {
      const at = this.handles.findIndex((handle) => handle.button === this.root.activeElement);
      const last = this.handles.length - 1;
      const to = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      this.focus(to);
    });
    addEventListener("bayan:reload", (event) => {
      if (!this.pane?.isOpen) return;
      // What somebody writes is not taken from under them.
      this.isStale = true;
      event.preventDefault();
    });
    addEventListener("beforeunload", (event) => this.pane?.isOpen && this.pane.isChanged && event.preventDefault());
    addEventListener("resize", () => this.hide());
  }

  /** Goes to the button of a block. */
  focus(at) {
    const own = this.handles[at];
    if (!own) return this.undo.focus();
    for (const { button } of this.handles) button.tabIndex = button === own.button ? 0 : -1;
    own.element.scrollIntoView({ block: "nearest" });
    own.button.focus({ preventScroll: true });
  }

  openBlock(at, part = "block") {
    const { block, button } = this.handles[at];
    this.at = at;
    const start = part === "behind" ? block.end : block.start;
    return this.open({ path: this.page.path, part, start, end: block.end }, button);
  }

  async open(named, from) {
    const answer = await ask("block", named);
    if (!answer.ok) return this.say(answer);
    this.pane?.element.remove();
    this.pane = new Pane(this, answer, from);
    this.pane.show();
  }

  /** The pane is closed; `said` is what became of it, `next` the block to open then. */
  async closed({ said: word, from, next } = {}) {
    const at = this.handles.findIndex(({ button }) => button === from);
    const kept = { word, at: next ?? at, isOpen: next !== undefined, path: location.pathname };
    if (word || this.isStale) sessionStorage.setItem(LATER, JSON.stringify(kept));
    if (this.isStale) return location.reload();
    if (next === undefined) (at >= 0 ? () => this.focus(at) : () => from?.focus())();
    if (!word) return;
    // A page that is being left gets no answer, and leaves what is to be said to the next one.
    if (await this.again()) this.after();
    else this.say(word);
  }

  /** The places of the blocks are others after a save; a page that changes itself comes anew. Says whether there was an answer. */
  async again() {
    const page = await ask("page", { url: location.pathname });
    if (!page.ok) return false;
    this.undo.disabled = page.steps === 0;
    if (page.blocks?.length !== this.page.blocks?.length) return true;
    this.page = page;
    for (const handle of this.handles) handle.block = page.blocks[handle.nth];
    return true;
  }

  /** Says what an earlier page has left to say, and goes where it was. */
  after() {
    const kept = sessionStorage.getItem(LATER);
    if (kept === null) return;
    sessionStorage.removeItem(LATER);
    const { word, at, isOpen, path } = JSON.parse(kept);
    if (path !== location.pathname) return;
    if (word) this.say(word);
    // What was said of a page that did not change is said again by the one that comes if it does.
    this.left = setTimeout(() => (this.left = undefined), 20_000);
    addEventListener("pagehide", () => this.left && sessionStorage.setItem(LATER, kept), { once: true });
    if (isOpen && this.handles[at]) this.openBlock(at);
    else if (at >= 0 && !this.pane?.isOpen) this.focus(at);
  }

  say(answer) {
    const isFailure = typeof answer !== "string" && !answer.ok;
    this.status.classList.toggle("error", isFailure);
    const isOwn = typeof answer === "string" || answer.isOwn;
    this.status.replaceChildren(isOwn ? (answer.message ?? answer) : said(answer.message));
  }

  async takeBack() {
    const answer = await ask("undo");
    this.say(answer.ok ? t("undone") : answer);
    if (answer.ok) {
      this.undo.disabled = answer.steps === 0;
      sessionStorage.setItem(LATER, JSON.stringify({ word: t("undone"), at: -1, path: location.pathname }));
    }
  }
}

const editing = new Editing();
editing.ask = ask;
editing.begin();
