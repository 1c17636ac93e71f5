// A piece of a file -> the form in which it is edited: one box for its text, or a box for each of its fields. What is shown of files is
// only ever put in as text: nothing of it is read as markup.

import { fieldName, said, t } from "./words.js";

/** An element with its properties and what it holds. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && key !== "list") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

let numbers = 0;

/** A name that no other element has. */
export const fresh = () => `n${(numbers += 1)}`;

/** A box grows with what is written in it. */
function fit(box) {
  box.style.blockSize = "auto";
  box.style.blockSize = `${Math.min(box.scrollHeight + 2, Math.round(innerHeight * 0.6))}px`;
}

/** A labelled box for text. `one` is a box for a line. */
export function box(label, value, { lang, dir, one, oninput, described } = {}) {
  const id = fresh();
  const area = make("textarea", { id, value, rows: one ? 1 : 4, spellcheck: true, className: one ? "line" : "text" });
  area.dir = dir && dir !== "auto" ? dir : "auto";
  if (lang) area.lang = lang;
  if (described) area.setAttribute("aria-describedby", described);
  area.addEventListener("input", () => {
    fit(area);
    oninput?.();
  });
  // A line stays one line.
  if (one) area.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
  requestAnimationFrame(() => fit(area));
  return { element: make("div", { className: "box" }, make("label", { htmlFor: id }, make("bdi", {}, label)), area), area };
}

/** The boxes of a table, a row under the other. */
function grid(piece, boxes, oninput) {
  const rows = new Map();
  for (const field of piece.fields) {
    const [row] = field.name.split(".");
    rows.set(row, [...(rows.get(row) ?? []), field]);
  }
  const list = make("div", { className: "rows" });
  for (const [row, fields] of rows) {
    const name = row === "0" ? t("head") : t("row", { n: row });
    const set = make("fieldset", {}, make("legend", {}, make("bdi", {}, name)));
    fields.forEach((field, at) => {
      const head = piece.fields[at]?.name.startsWith("0.") ? piece.fields[at].value : "";
      const label = row !== "0" && head ? head : t("column", { n: at + 1 });
      const one = box(label, field.value, { lang: field.language, dir: field.dir, one: true, oninput });
      boxes.set(field.name, one.area);
      set.append(one.element);
    });
    list.append(set);
  }
  return list;
}

/** The form of a piece. */
export class Form {
  /** `languages` are names by tag, `oninput` is called when something is written. */
  constructor(piece, languages, oninput) {
    this.piece = piece;
    this.boxes = new Map();
    this.oninput = oninput;
    this.title = fresh();
    this.findings = make("ul", { className: "findings" });
    this.beside = make("div", {});
    this.element = make("section", { className: "piece", "aria-labelledby": this.title });
    if (piece.language) {
      this.element.dataset.language = piece.language;
      // The columns of a table go its way, and names stand where their boxes begin.
      this.element.dir = piece.dir;
    }
    const heading = make("h3", { id: this.title }, piece.name ?? piece.path);
    if (piece.name) Object.assign(heading, { lang: piece.language, dir: piece.dir });
    this.element.append(heading);
    if (piece.part === "behind") this.element.append(make("p", { className: "hint" }, piece.isNew ? "" : t("missing")));
    if (piece.fields.length === 0) {
      const one = box(t(piece.kind), piece.text, { lang: piece.language, dir: piece.dir, oninput });
      if (piece.kind === "code") Object.assign(one.area, { dir: "ltr", spellcheck: false });
      one.area.classList.toggle("mono", piece.kind === "code");
      this.area = one.area;
      this.element.append(one.element);
    } else if (piece.kind === "table") {
      this.element.append(grid(piece, this.boxes, oninput));
    } else {
      for (const field of piece.fields) {
        const label = fieldName(field.name, piece.part, languages);
        const one = box(label, field.value, { lang: field.language, dir: field.dir, one: true, oninput });
        this.boxes.set(field.name, one.area);
        this.element.append(one.element);
      }
    }
    this.element.append(this.findings, this.beside);
  }

  /** The first box. */
  get first() {
    return this.area ?? this.boxes.values().next().value;
  }

  /** The fields that say something else than at first. */
  get changedFields() {
    const changed = this.piece.fields.filter((field) => this.boxes.get(field.name).value !== field.value);
    return Object.fromEntries(changed.map((field) => [field.name, this.boxes.get(field.name).value]));
  }

  get isChanged() {
    return this.area ? this.area.value !== this.piece.text : Object.keys(this.changedFields).length > 0;
  }

  /** What is asked for. */
  get wanted() {
    const { path, part, start, end, hash } = this.piece;
    const own = { path, part, start, end, hash };
    return this.area ? { ...own, text: this.area.value } : { ...own, fields: this.changedFields };
  }

  /** Writes a text into the box, as if somebody had typed it: the browser can take it back. */
  write(text) {
    this.area.focus();
    this.area.select();
    if (!document.execCommand("insertText", false, text)) this.area.value = text;
    fit(this.area);
    this.oninput();
  }

  /** Puts a text in the place of what is selected. */
  insert(text) {
    this.area.focus();
    const { selectionStart, selectionEnd } = this.area;
    if (!document.execCommand("insertText", false, text)) this.area.setRangeText(text, selectionStart, selectionEnd, "end");
    fit(this.area);
    this.oninput();
  }

  /** Adds a paragraph behind what is written. */
  append(text) {
    const before = this.area.value.trimEnd();
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    this.insert(before === "" ? text : `\n\n${text}`);
  }

  get selected() {
    return this.area ? this.area.value.slice(this.area.selectionStart, this.area.selectionEnd) : "";
  }

  /** What is to be looked at, each with what mends it. */
  tell(findings, act) {
    this.findings.replaceChildren(
      ...findings.map((finding) => {
        const item = make("li", { className: finding.is_error ? "error" : "" });
        item.append(said(finding.message));
        for (const fix of finding.fixes) {
          const button = make("button", { type: "button", className: "small" }, said(fix.title));
          button.addEventListener("click", () => (fix.text !== undefined && this.area ? this.write(fix.text) : act(this, fix)));
          if (fix.text !== undefined && !this.area) continue;
          item.append(button);
        }
        return item;
      }),
    );
  }

  /** Somebody else was faster: what stands there now, with the words that are new in it, and the choice. */
  conflict(now, chosen) {
    if (now.text === null || now.fields.length !== this.piece.fields.length) {
      this.beside.replaceChildren(make("p", { className: "error" }, t("gone")));
      return;
    }
    const all = ({ fields, text }) => (fields.length ? fields.map(({ name, value }) => `${name}: ${value}`).join("\n") : text);
    const box = { className: "theirs", dir: now.dir, tabIndex: 0, role: "group", "aria-label": t("theirs") };
    const shown = make("div", box, ...compared(all(this.piece), all(now)));
    if (now.language) shown.lang = now.language;
    const take = make("button", { type: "button" }, t("take"));
    const keep = make("button", { type: "button" }, t("keep"));
    const choose = (isTheirs) => {
      const mine = this.area ? this.area.value : this.changedFields;
      this.piece = { ...now, name: this.piece.name };
      if (this.area) {
        if (isTheirs) this.write(now.text);
        else this.area.value = mine;
      } else {
        for (const field of now.fields) this.boxes.get(field.name).value = isTheirs ? field.value : (mine[field.name] ?? field.value);
      }
      this.beside.replaceChildren();
      chosen();
      this.first.focus();
    };
    take.addEventListener("click", () => choose(true));
    keep.addEventListener("click", () => choose(false));
    this.beside.replaceChildren(make("p", {}, t("theirs")), shown, make("div", { className: "choice" }, take, keep));
    take.focus();
  }
}

/** A text with the words marked that are gone from another one and new in it. */
function compared(old, now) {
  const words = (text) => text.match(/\s+|[^\s]+/g) ?? [];
  const [a, b] = [words(old), words(now)];
  // Long texts are only shown: the table below grows with both.
  if (a.length * b.length > 1_000_000) return [now];
  const common = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      common[i][j] = a[i] === b[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const out = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(b[j]);
      i += 1;
      j += 1;
    } else if (j < b.length && (i === a.length || common[i][j + 1] >= common[i + 1][j])) {
      out.push(make("ins", {}, b[j]));
      j += 1;
    } else {
      out.push(make("del", {}, a[i]));
      i += 1;
    }
  }
  return out;
}
