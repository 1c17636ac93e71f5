// A page -> the tree that assistive technology is given, as lines of roles and names that a person can read, compared with the one that
// was read before (trees/*.txt). Links and words of running text are left out: they change with every edit.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../trees/', import.meta.url));
/** Roles that hold a page together, and controls. */
const SHOWN = new Set([
  'banner', 'complementary', 'contentinfo', 'form', 'main', 'navigation', 'region', 'search', 'article', 'doc-endnotes', 'note', 'dialog',
  'heading', 'figure', 'Figcaption', 'image', 'img', 'table', 'list', 'DescriptionList', 'button', 'combobox', 'textbox', 'searchbox', 'checkbox',
  'listbox', 'DisclosureTriangle', 'group', 'math', 'MathMLMath', 'time', 'status',
  // A drawing that is read letter by letter.
  'SvgRoot', 'graphics-document',
]);
/** Of these the names are those of the controls in them, or none at all. */
const COUNTED = { list: 'listitem', table: 'row', DescriptionList: 'term' };
/** Within these links are what there is. */
const LINKED = new Set(['banner', 'navigation', 'contentinfo', 'search']);
const LONGEST = 70;
/** Lines of what differs. */
const TOLD = 4;

export const fileOf = (page) => `${FOLDER}${page.address.replace(/\/$/, '').replaceAll('/', '_') || 'index'}.txt`;

/** The pages that have a tree to be compared with. */
export const kept = () => (existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.txt')) : []);

/** Findings about a page that has a tree; none about others. */
export async function tree({ scripted, page }) {
  const file = fileOf(page);
  const renew = process.env.RENEW_TREES === '1';
  if (!existsSync(file)) return [];
  await scripted.page.setViewportSize({ width: 1280, height: 800 });
  await scripted.settle();
  const found = await lines(scripted);
  if (renew) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, `${found.join('\n')}\n`);
  }
  return differences(readFileSync(file, 'utf8').trimEnd().split('\n'), found);
}

/** The lines that one tree has and the other has not, in the order of each. */
function differences(expected, found) {
  const count = (all) => all.reduce((counts, line) => counts.set(line, (counts.get(line) ?? 0) + 1), new Map());
  const lacking = (from, counts) => from.filter((line) => { const left = (counts.get(line) ?? 0) - 1; counts.set(line, left); return left < 0; });
  const gone = lacking(expected, count(found));
  const come = lacking(found, count(expected));
  const moved = gone.length + come.length === 0 && expected.join('\n') !== found.join('\n') ? [['tree', 'the same lines stand in another order']] : [];
  const told = (all, word) => all.slice(0, TOLD).map((line) => ['tree', `${word}: ${line.trim()}`]);
  return [...told(gone, 'no longer there'), ...told(come, 'not there before'), ...moved];
}

/** The tree of a window as lines. */
async function lines({ page }) {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Accessibility.enable');
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const byId = new Map(nodes.map((node) => [node.nodeId, node]));
    const out = [];
    walk(byId, nodes[0], 0, false, out);
    return out;
  } finally {
    await session.detach();
  }
}

function walk(byId, node, depth, linked, out) {
  if (!node) return;
  const role = node.ignored ? '' : (node.role?.value ?? '');
  const name = (node.name?.value ?? '').replace(/\s+/g, ' ').trim();
  const shown = SHOWN.has(role) || (linked && role === 'link');
  if (shown) out.push('  '.repeat(depth) + [role, level(node), counted(byId, node, role), name && `"${cut(name)}"`].filter(Boolean).join(' '));
  const inside = linked || LINKED.has(role);
  for (const id of node.childIds ?? []) walk(byId, byId.get(id), depth + (shown ? 1 : 0), inside && role !== 'main', out);
}

const level = (node) => node.properties?.find(({ name }) => name === 'level')?.value.value;
const cut = (name) => ([...name].length > LONGEST ? `${[...name].slice(0, LONGEST).join('')}…` : name);

/** How many items a list, or rows a table has. */
function counted(byId, node, role) {
  const item = COUNTED[role];
  if (!item) return '';
  let count = 0;
  const look = (id) => {
    const child = byId.get(id);
    if (!child) return;
    const own = child.ignored ? '' : child.role?.value;
    if (own === item) count += 1;
    else if (own !== role) (child.childIds ?? []).forEach(look);
  };
  (node.childIds ?? []).forEach(look);
  return `(${count})`;
}
