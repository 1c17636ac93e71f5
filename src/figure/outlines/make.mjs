// world-atlas (TopoJSON of Natural Earth) -> countries.bin, the outlines that maps are drawn on, and names.tsv, what the countries are
// called (CLDR, as Node has it). Run by hand when the data changes:
//   npm pack world-atlas@2.0.2 i18n-iso-countries@7.14.0, unpack both,
//   node make.mjs world-atlas/package/countries-50m.json i18n-iso-countries/package/codes.json countries.bin names.tsv
//
// The file: magic "BYN2"; then numbers as LEB128 varints, signed ones zigzag.
//   number of arcs; per arc: number of points, then longitude and latitude of the first and the steps to each next one, in 1/100 degree;
//   number of rings; per ring: its country (two letters of ISO 3166-1, as bytes; "??" where it has none), number of arcs, then each arc's
//   index, `-1 - index` where it runs backwards.
// Arcs are shared by neighbours, so a simplified border stays one border. Visvalingam's method drops points that span less than 0.004 square degrees;
// islands smaller than 0.05 square degrees are left out.
import { readFileSync, writeFileSync } from 'node:fs';

const [, , from, codes, to, names] = process.argv;
const letters = new Map(JSON.parse(readFileSync(codes, 'utf8')).map(([two, , number]) => [number, two]));
// What Natural Earth shows apart and ISO does not number.
const OTHERS = { Kosovo: 'XK' };
const topo = JSON.parse(readFileSync(from, 'utf8'));
const { scale, translate } = topo.transform;
const decode = (arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
};
const area = ([a, b], [c, d], [e, f]) => Math.abs((c - a) * (f - b) - (e - a) * (d - b)) / 2;
const simplify = (points, least) => {
  const kept = points.slice();
  for (;;) {
    let best = -1, size = least;
    for (let i = 1; i < kept.length - 1; i++) {
      const s = area(kept[i - 1], kept[i], kept[i + 1]);
      if (s < size) [best, size] = [i, s];
    }
    const closed = kept.length > 1 && kept[0][0] === kept.at(-1)[0] && kept[0][1] === kept.at(-1)[1];
    if (best < 0 || (closed && kept.length <= 4)) return kept;
    kept.splice(best, 1);
  }
};
const exact = topo.arcs.map(decode);
const arcs = exact.map((a) => simplify(a, 0.004));
const ringArea = (ring) => {
  const points = ring.flatMap((i) => (i < 0 ? exact[~i].slice().reverse() : exact[i]));
  return Math.abs(points.reduce((s, [x, y], i) => { const [u, v] = points[(i + 1) % points.length]; return s + x * v - u * y; }, 0)) / 2;
};
const rings = [];
for (const g of topo.objects.countries.geometries) {
  const polygons = g.type === 'Polygon' ? [g.arcs] : g.type === 'MultiPolygon' ? g.arcs : [];
  const own = polygons.flat().map((ring) => [ring, ringArea(ring)]);
  const largest = Math.max(...own.map(([, a]) => a));
  const code = letters.get(g.id) ?? OTHERS[g.properties.name] ?? '??';
  for (const [ring, size] of own) if (size >= 0.05 || size === largest) rings.push([code, ring]);
}
const used = [...new Set(rings.flatMap(([, ring]) => ring).map((i) => (i < 0 ? ~i : i)))].sort((a, b) => a - b);
const index = new Map(used.map((old, i) => [old, i]));
const out = [...Buffer.from('BYN2')];
const put = (n) => { while (n >= 128) { out.push((n & 127) | 128); n = Math.floor(n / 128); } out.push(n); };
const signed = (n) => put(n >= 0 ? n * 2 : -n * 2 - 1);
put(used.length);
let points = 0;
for (const i of used) {
  const q = arcs[i].map(([x, y]) => [Math.round(x * 100), Math.round(y * 100)]);
  put(q.length);
  points += q.length;
  let [x, y] = [0, 0];
  for (const [u, v] of q) { signed(u - x); signed(v - y); [x, y] = [u, v]; }
}
put(rings.length);
for (const [code, ring] of rings) { out.push(...Buffer.from(code)); put(ring.length); for (const i of ring) signed(i < 0 ? -1 - index.get(~i) : index.get(i)); }
writeFileSync(to, Buffer.from(out));
console.log(`${used.length} arcs, ${points} points, ${rings.length} rings, ${out.length} bytes`);

const LANGUAGES = ['ar', 'en', 'fa', 'fr', 'he', 'ur'];
const shown = LANGUAGES.map((language) => new Intl.DisplayNames(language, { type: 'region' }));
const rows = [...new Set(rings.map(([code]) => code))].filter((code) => code !== '??').sort();
writeFileSync(names, [['code', ...LANGUAGES], ...rows.map((code) => [code, ...shown.map((own) => own.of(code))])].map((row) => row.join('\t') + '\n').join(''));
