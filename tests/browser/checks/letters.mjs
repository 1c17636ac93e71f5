// The faces of a site, which hold a part of their originals, draw its words as the originals do: letter by letter, joins, marks and widths.

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ORIGINALS = fileURLToPath(new URL('../../../themes/briefing/fonts/', import.meta.url));
/** Words; those with ligatures of Latin are left out where a face of Arabic holds the letters alone. */
const [ARABIC, LATIN, PLAIN] = [/^(?=.*\p{L})[\p{Script=Arabic}\p{Mn}]+$/u, /^[A-Za-z]+$/, /^[A-Za-eg-z]+$/];
/**
 * Faces: the file of the site, its original, the words that are set in it, how much larger it is set than the original, how much of the ink
 * may lie elsewhere, and whether letters move towards each other. Latin letters within faces of Arabic are outlines of another kind on a grid
 * of their own, so that more of their edges is grey; those of the interface keep no table of kerning.
 */
const FACES = [
  ['amiri-400-arabic', 'amiri/Amiri-Regular.ttf', ARABIC, 1, 0.12, 'normal'],
  ['amiri-700-arabic', 'amiri/Amiri-Bold.ttf', ARABIC, 1, 0.12, 'normal'],
  ['bayan-sans-400-arabic', 'plex-sans-arabic/IBMPlexSansArabic-Regular.ttf', ARABIC, 1, 0.12, 'normal'],
  ['bayan-sans-700-arabic', 'plex-sans-arabic/IBMPlexSansArabic-Bold.ttf', ARABIC, 1, 0.12, 'normal'],
  ['libertinus-serif-400-latin', 'libertinus-serif/LibertinusSerif-Regular.otf', LATIN, 1, 0.12, 'normal'],
  ['bayan-sans-400-latin', 'plex-sans-arabic/IBMPlexSansArabic-Regular.ttf', LATIN, 1, 0.12, 'normal'],
  // Latin letters within faces of Arabic, which are set larger.
  ['amiri-400-arabic', 'libertinus-serif/LibertinusSerif-Regular.otf', PLAIN, 1.15, 0.25, 'normal'],
  ['bayan-sans-700-arabic', 'plex-sans-arabic/IBMPlexSansArabic-Bold.ttf', PLAIN, 1.1, 0.25, 'none'],
];
/** The most words of a face that are drawn: more than a site of this size has. */
const WORDS = 6000;

/** The words of a site, in alphabetical order. */
async function words(site) {
  const texts = await Promise.all(site.pages.map(({ file }) => readFile(path.join(site.folder, file), 'utf8')));
  const plain = texts.map((text) => text.replace(/<(script|style|svg)\b[\s\S]*?<\/\1>|<[^>]*>|&\w+;/g, ' '));
  return [...new Set(plain.join(' ').split(/[^\p{L}\p{Mn}]+/u))].filter(Boolean).sort();
}

/** Findings for each face of the site: `[file, findings]`. `window` stands on any page of it. */
export async function letters(site, window) {
  const all = await words(site);
  const results = [];
  for (const [name, original, wanted, scale, grey, kerning] of FACES) {
    const file = site.files.find((one) => one.split('/').pop().startsWith(`${name}.`));
    if (!file) continue;
    const source = (await readFile(path.join(ORIGINALS, original))).toString('base64');
    const chosen = all.filter((word) => wanted.test(word)).slice(0, WORDS);
    const bytes = (await readFile(path.join(site.folder, file))).toString('base64');
    const differ = await window.page.evaluate(drawnOtherwise, { bytes, source, words: chosen, scale, grey, kerning });
    const what = `${differ.length} of ${chosen.length} words are not drawn as in ${original}: ${differ.slice(0, 5).join(', ')}`;
    results.push([file, differ.length > 0 ? [['letters', what]] : []]);
  }
  return results;
}

/** Runs in the page: the words that two faces draw differently. */
async function drawnOtherwise({ bytes, source, words, scale, grey, kerning }) {
  const load = async (family, base64) => {
    const face = new FontFace(family, Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
    document.fonts.add(await face.load());
    return face;
  };
  const faces = [await load('of-the-site', bytes), await load('original', source)];
  const [width, height] = [1200, 180];
  const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
  const draw = (family, size, word) => {
    context.clearRect(0, 0, width, height);
    context.font = `${size}px ${family}`;
    context.textAlign = 'left';
    context.direction = 'ltr';
    context.fontKerning = kerning;
    context.fillText(word, 20, 110);
    const advance = context.measureText(word).width;
    return [advance, Math.min(width, Math.ceil(advance) + 60)];
  };
  const differ = words.filter((word) => {
    const [wide, room] = draw('of-the-site', 64 * scale, word);
    const own = context.getImageData(0, 0, room, height).data;
    const [other] = draw('original', 64, word);
    const first = context.getImageData(0, 0, room, height).data;
    let [ink, off] = [0, 0];
    for (let at = 3; at < own.length; at += 4) {
      ink += first[at];
      off += Math.abs(own[at] - first[at]);
    }
    // Rounded outlines may shift the grey of an edge, and not more.
    return Math.abs(wide - other) > 0.01 * other + 0.5 || off > grey * ink || ink === 0;
  });
  faces.forEach((face) => document.fonts.delete(face));
  return differ;
}
