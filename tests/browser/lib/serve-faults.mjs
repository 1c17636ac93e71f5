// The faults that serve.mjs puts into a served project, and the check and rule that must find each.
//
// `script` breaks the script of pages on its way to them; `wrapper` is a shell script that runs `$program` in a way that is wrong. What a
// wrapper leaves running it names in `pids`.

const nothing = (name) => (text) => text.replace(`function ${name}(`, `function ${name}() {}\n  function unused_${name}(`);
const asleep = (text) => text.replace('location.reload();', '');
/** Pages in English do not learn of new content. */
const deaf = (text) => text.replace('if (state.content !== own) {', 'if (state.content !== own && document.documentElement.lang !== "en") {');
/** The page in English loads again and again, until the one in Arabic has come a second time: one reload at a fixed moment could fall between two counts. */
const restless = (text) => `${text}
const { lang } = document.documentElement;
addEventListener("load", () => {
  if (lang === "ar") localStorage.came = Number(localStorage.came ?? 0) + 1;
  else if (!(localStorage.came > 1)) setTimeout(() => location.reload(), 200);
});`;
/** Serves a copy of the project, which gets what is new and changed but for the lock; nothing goes from it. */
const COPY = `root=$3; cd "$root"; mkdir .copy
sync() { cp -ru site.yaml content themes .copy/; }
sync; (while sleep 0.2; do sync; done) & echo $! >> pids
exec "$program" "$1" --root "$root/.copy" "\${@:4}"`;

export const FAULTS = [
  { check: 'edits', rule: 'edit', script: asleep },
  { check: 'edits', rule: 'place', script: (text) => `history.scrollRestoration = "manual";\n${text.replace('Number(kept)', '0')}` },
  { check: 'edits', rule: 'others', script: restless },
  { check: 'styles', rule: 'style', script: nothing('restyle') },
  { check: 'styles', rule: 'style', script: (text) => text.replace('link.remove()', '0') },
  { check: 'styles', rule: 'reload', script: (text) => text.replace('fresh.addEventListener("load", () => link.remove())', 'fresh.addEventListener("load", () => location.reload())') },
  { check: 'mistakes', rule: 'overlay', script: nothing('overlay') },
  { check: 'mistakes', rule: 'overlay', script: (text) => text.replace('overlay(state)', 'if (state.problems) overlay(state)') },
  { check: 'mistakes', rule: 'overlay', script: (text) => text.replace('"Escape"', '"Enter"') },
  { check: 'mistakes', rule: 'last good site', script: (text) => text.replace('overlay(state)', 'if (state.problems) document.querySelector("main").remove(); overlay(state)') },
  { check: 'files', rule: 'new', script: asleep },
  { check: 'files', rule: 'renamed', script: (text) => text.replace('if (state.content !== own) {', 'if (state.content !== own && !document.body.textContent.includes("new chapter")) {') },
  { check: 'files', rule: 'deleted', wrapper: COPY },
  { check: 'data', rule: 'configuration', script: asleep },
  { check: 'data', rule: 'ledger', script: deaf },
  { check: 'data', rule: 'lock', wrapper: COPY },
  { check: 'pdf', rule: 'pdf', wrapper: 'sleep 1; exec "$program" "$@" --no-pdf' },
  { check: 'base', rule: 'base', wrapper: 'exec "$program" "$@" --base-url https://briefings.example/' },
  { check: 'many', rule: 'many', script: (text) => text.replaceAll('visibilitychange', 'visibilitychanged') },
  { check: 'ends', rule: 'port', wrapper: 'exec "$program" "$@" 2> >(sed -u "/is taken/d" >&2)' },
  { check: 'ends', rule: 'Ctrl-C', wrapper: '"$program" "$@"; exit 3' },
  { check: 'ends', rule: 'Ctrl-C', wrapper: 'setsid "$program" "$@" & echo $! >> "$3/pids"; trap "exit 0" INT; wait' },
];
