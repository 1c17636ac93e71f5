// A page in a light and a dark scheme, on a phone and on a desktop -> what axe-core finds there.

import { readFileSync } from 'node:fs';
import { CannotJudge, packaged } from '../lib/tools.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

const SCHEMES = ['light', 'dark'];

const SIZES = [
  { name: 'phone', width: 360, height: 740 },
  { name: 'desktop', width: 1280, height: 800 },
];

/** How many looks every page is judged in. */
export const LOOKS = SCHEMES.length * SIZES.length;

/**
 * axe-core looks whether two letters side by side are as wide as each alone, to spare icon fonts that draw a word as one picture. Joined
 * Arabic letters are not, so it takes all Arabic for pictures and leaves out its contrast without a word. The question is cut out.
 */
const LIGATURE_QUESTION = "nodeName === '#text' && !_isIconLigature(vChild)";

/** The source of axe-core, with contrast for Arabic. */
export function source() {
  const stock = readFileSync(packaged('axe-core/axe.js'), 'utf8');
  const parts = stock.split(LIGATURE_QUESTION);
  if (parts.length !== 2) throw new CannotJudge('axe-core has changed: its question about icon ligatures was not found once, so Arabic contrast would go unseen');
  return parts.join("nodeName === '#text'");
}

/** Runs axe in one look on the page that stands in the window: `{ findings, undecided }`, the latter by selector. */
async function look(window, axe, colorScheme, { width, height }) {
  await window.page.setViewportSize({ width, height });
  await window.page.emulateMedia({ colorScheme, media: 'screen' });
  await window.page.evaluate(() => bayan.unfold());
  await window.settle();
  if (!(await window.page.evaluate(() => Boolean(globalThis.axe)))) await window.page.evaluate(axe);
  const result = await window.page.evaluate(
    (values) => axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations', 'incomplete'] }),
    TAGS,
  );
  const findings = result.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, `${rule.help}: ${node.target.join(' ')}`]));
  // An empty box for words passes without a letter in it.
  const isText = ({ html }) => !html.startsWith('<input');
  const judged = [...result.passes, ...result.violations].some(({ id, nodes }) => id === 'color-contrast' && nodes.some(isText));
  if (!judged) findings.push(['no-contrast', 'the contrast of no text at all was judged']);
  const open = result.incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes);
  // A lone arrow is no text to axe, and has the colour of the links around it, which are judged.
  const text = open.filter(({ any }) => any[0]?.data?.messageKey !== 'nonBmp');
  return { findings, undecided: new Map(text.map((node) => [node.target.join(' '), node.any[0]?.message ?? 'no reason given'])) };
}

/** Judges the page that stands in the window in all looks; answers `[name, findings]` pairs. */
export async function looks(window, axe) {
  const results = [];
  for (const scheme of SCHEMES) {
    const seen = [];
    for (const size of SIZES) seen.push(await look(window, axe, scheme, size));
    // A cell that a phone shows only after scrolling cannot be decided there; the desktop decides it, in the same colours. What stays
    // undecided in all sizes is decided by nobody, so it counts.
    const [first, ...others] = seen;
    for (const [selector, reason] of first.undecided) {
      if (others.every(({ undecided }) => undecided.has(selector))) first.findings.push(['contrast-undecided', `${reason}: ${selector}`]);
    }
    for (const [at, { findings }] of seen.entries()) results.push([`${scheme} ${SIZES[at].name}`, findings]);
  }
  return results;
}
