// A window over the page: Escape closes it, Ctrl+S saves, and what is not saved is asked about before it goes.

import { fresh, make } from "./forms.js";
import { said, t } from "./words.js";

/** A window over the page, that Escape closes. */
export class Window {
  constructor(editing, from, title) {
    this.editing = editing;
    this.from = from;
    const name = fresh();
    this.heading = make("h2", { id: name }, title);
    this.close = make("button", { type: "button", className: "quiet", onclick: () => this.leave() }, t("close"));
    this.body = make("div", { className: "body" });
    this.foot = make("div", { className: "foot" });
    this.status = make("p", { className: "status", role: "status" });
    this.element = make(
      "dialog",
      { className: "pane", "aria-labelledby": name },
      make("div", { className: "top" }, this.heading, this.close),
      this.body,
      this.status,
      this.foot,
    );
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.leave();
    });
    this.element.addEventListener("keydown", (event) => this.key(event));
  }

  get isOpen() {
    return this.element.open;
  }

  get isChanged() {
    return false;
  }

  show() {
    this.editing.holder.append(this.element);
    this.element.showModal();
  }

  key(event) {
    if ((event.ctrlKey || event.metaKey) && event.code === "KeyS") {
      event.preventDefault();
      this.save();
    }
  }

  /** Closes, once it is clear what becomes of what was written. */
  leave() {
    if (!this.isChanged) return this.end();
    if (this.question?.isConnected) return;
    const discard = make("button", { type: "button", className: "danger", onclick: () => this.end() }, t("discard"));
    const back = make("button", { type: "button" }, t("go_on"));
    back.addEventListener("click", () => {
      this.question.remove();
      this.begin();
    });
    const choice = make("div", { className: "choice" }, back, discard);
    this.question = make("div", { className: "question", role: "alert" }, make("p", {}, t("discard_asked")), choice);
    this.foot.before(this.question);
    back.focus();
  }

  end(result = {}) {
    this.element.close();
    this.element.remove();
    this.editing.pane = undefined;
    this.editing.closed({ from: this.from, ...result });
  }

  begin() {}

  /** Says what the program says, in its words, or in ours. */
  say(answer, key) {
    const isFailure = typeof answer !== "string";
    this.status.classList.toggle("error", isFailure);
    if (!isFailure) return this.status.replaceChildren(answer);
    const words = answer.isOwn ? answer.message : said(answer.message);
    const more = (answer.findings ?? []).map((finding) => make("li", {}, said(finding.message)));
    this.status.replaceChildren(...(key ? [`${t(key)} `] : []), words, ...(more.length ? [make("ul", {}, ...more)] : []));
  }
}
