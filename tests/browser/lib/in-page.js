// Runs inside the page: looks at what the browser made of it. Every function answers findings as [rule, what] pairs.

globalThis.bayan = (() => {
  const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|nqo|ps|sd|syr|ug|ur|yi)(-|$)/i;
  const ARABIC = /\p{Script=Arabic}/u;
  const ARABIC_LETTER = /(?=\p{L})\p{Script=Arabic}/u;
  const LATIN_LETTERS = /(?:(?=\p{L})\p{Script=Latin}){2}/u;
  // Written from left to right whatever the text around them: ISO dates and telephone numbers fall apart otherwise (UAX #9, W4 to W7).
  const MACHINE_NUMBER = /\d{4}-\d{2}-\d{2}|\+\d[\d ]{6,}/;

  const style = (element) => getComputedStyle(element);
  const quote = (text) => `"${text.trim().replace(/\s+/g, ' ').slice(0, 60)}"`;

  /** A short selector that finds the element again. */
  function name(element) {
    const steps = [];
    for (let at = element; at && at !== document.body && steps.length < 4; at = at.parentElement) {
      steps.unshift(at.localName + (at.id ? `#${CSS.escape(at.id)}` : [...at.classList].map((c) => `.${c}`).join('')));
      if (at.id) break;
    }
    return steps.join(' > ') || element.localName;
  }

  function drawn(element) {
    const box = element.getBoundingClientRect();
    // One pixel is the size of text that is there for screen readers only.
    return box.width > 1 && box.height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  }

  /** Text nodes that are drawn, each with its element. */
  function* texts() {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (node.data.trim() && !element.closest('script, style, noscript, template') && drawn(element)) yield [node.data, element];
    }
  }

  /** The ancestor that starts a line of its own, where the bidirectional algorithm starts anew. */
  function block(element) {
    let at = element;
    while (at !== document.body && style(at).display.startsWith('inline') && style(at).display !== 'inline-block') at = at.parentElement;
    return at;
  }

  /** One h1, a title, a main part, no quirks mode. */
  function structure() {
    const found = [];
    const headings = [...document.querySelectorAll('h1')].filter(drawn);
    if (headings.length !== 1) found.push(['h1', `${headings.length} visible h1 elements`]);
    if (!document.title.trim()) found.push(['title', 'no title']);
    if (document.querySelectorAll('main').length !== 1) found.push(['main', 'not exactly one main element']);
    if (document.compatMode !== 'CSS1Compat') found.push(['quirks', 'the page is in quirks mode']);
    return found;
  }

  /** `lang` and `dir` of the page, and the direction that every part with a language of its own really has. */
  function languages(expected) {
    const found = [];
    const root = document.documentElement;
    const lang = root.getAttribute('lang') ?? '';
    const dir = root.getAttribute('dir');
    const wanted = RIGHT_TO_LEFT.test(lang) ? 'rtl' : 'ltr';
    if (!lang) found.push(['lang', 'no lang on html']);
    if (expected && lang.split('-')[0] !== expected.split('-')[0]) found.push(['lang', `html says lang="${lang}" below /${expected}/`]);
    if (dir !== wanted) found.push(['dir', `html says dir="${dir}" with lang="${lang}"`]);
    if (style(document.body).direction !== wanted) found.push(['dir', `body is laid out ${style(document.body).direction}, lang="${lang}"`]);
    for (const element of document.body.querySelectorAll('[lang]')) {
      const own = RIGHT_TO_LEFT.test(element.lang) ? 'rtl' : 'ltr';
      // A fallback in another language may hold Latin names only; `auto` looks at what is there.
      if (element.dir !== 'auto' && style(element).direction !== own) {
        found.push(['part-dir', `lang="${element.lang}" is laid out ${style(element).direction} in ${name(element)}`]);
      }
    }
    return found;
  }

  /** Runs of the other script: marked with their language (WCAG 3.1.2) and isolated from the text around them (UAX #9, HTML bdi). */
  function isolation() {
    const found = [];
    for (const [text, element] of texts()) {
      const run = { arabic: ARABIC_LETTER.test(text), latin: LATIN_LETTERS.test(text), machine: MACHINE_NUMBER.test(text) };
      if (/[\u202A-\u202E]/.test(text)) found.push(['override', `embedding or override character in ${quote(text)}`]);
      // A drawing is laid out from left to right and isolates with characters; to those who listen it is one picture with a name.
      if (element.closest('svg')) {
        const open = text.replace(/\u2067(?:[^\u2066\u2067\u2069]|\u2066[^\u2069]*\u2069)*\u2069/g, '');
        if (ARABIC_LETTER.test(open) && /[^\p{Script=Arabic}\s]/u.test(open)) found.push(['isolation', `not isolated in a drawing: ${quote(text)} in ${name(element)}`]);
        continue;
      }
      // Code has no human language, and its block isolates it.
      const code = element.closest('code, pre, kbd, samp');
      const rtl = RIGHT_TO_LEFT.test(element.closest('[lang]')?.lang ?? '');
      if (!code && run.latin && rtl) found.push(['part-lang', `Latin text in Arabic: ${quote(text)} in ${name(element)}`]);
      if (!code && run.arabic && !rtl) found.push(['part-lang', `Arabic text in another language: ${quote(text)} in ${name(element)}`]);

      const line = block(element);
      const around = style(line).direction;
      let isolated = false;
      for (let at = element; at !== line; at = at.parentElement) isolated ||= /isolate|plaintext/.test(style(at).unicodeBidi);
      // In a line of its own that runs the right way there is nothing to be mixed up with.
      if (isolated || style(line).unicodeBidi === 'plaintext') continue;
      if (around === 'rtl' && (run.latin || run.machine)) found.push(['isolation', `not isolated in a right-to-left line: ${quote(text)} in ${name(element)}`]);
      if (around === 'ltr' && run.arabic) found.push(['isolation', `not isolated in a left-to-right line: ${quote(text)} in ${name(element)}`]);
    }
    for (const element of document.querySelectorAll('pre, code, kbd, samp')) {
      if (drawn(element) && style(element).direction !== 'ltr') found.push(['code-dir', `code is laid out right to left in ${name(element)}`]);
    }
    return found;
  }

  /** Arabic as the script is written: joined and upright (W3C Arabic layout requirements). */
  function typography() {
    const found = [];
    for (const [text, element] of texts()) {
      if (!ARABIC.test(text)) continue;
      const { letterSpacing, fontStyle, wordBreak } = style(element);
      if (letterSpacing !== 'normal' && parseFloat(letterSpacing) !== 0) found.push(['letter-spacing', `${letterSpacing} tears joined letters apart in ${name(element)}`]);
      if (fontStyle !== 'normal') found.push(['slant', `${fontStyle} Arabic in ${name(element)}`]);
      if (wordBreak === 'break-all') found.push(['break', `words break anywhere in ${name(element)}`]);
      if (/[\uFB50-\uFDCF\uFE70-\uFEFC]/.test(text)) found.push(['presentation-form', `ready-shaped letters in ${quote(text)}`]);
    }
    return found;
  }

  /** Nothing is wider than the window, nothing is cut off, and what scrolls sideways can be scrolled with the keyboard. */
  function overflow() {
    const found = [];
    const width = document.documentElement.clientWidth;
    const page = document.scrollingElement;
    if (page.scrollWidth > width) found.push(['page-wide', `the page is ${page.scrollWidth}px wide in a window of ${width}px`]);
    const reported = new Set();
    for (const element of document.body.querySelectorAll('*')) {
      if (!drawn(element) || element.closest('svg svg, svg *, math *')) continue;
      const { overflowX, position, textOverflow } = style(element);
      const box = element.getBoundingClientRect();
      const parked = position !== 'static' && (box.right <= 0 || box.left >= width || box.bottom <= 0);
      let held = false;
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
        held ||= style(at).overflowX !== 'visible' || reported.has(at);
      }
      if (!parked && !held && (box.left < -1 || box.right > width + 1)) {
        reported.add(element);
        found.push(['element-wide', `${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} in ${width}px`]);
      }
      const inner = element.scrollWidth - element.clientWidth > 1 && element.clientWidth > 0 && !style(element).display.startsWith('inline');
      if (!inner) continue;
      if (/hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis') found.push(['cut-off', `${name(element)} cuts off what it holds`]);
      if (/auto|scroll/.test(overflowX)) {
        // WCAG 1.4.10 lets tables and code scroll; then they need a name and a place in the Tab order (2.1.1).
        const excused = element.matches('pre') || element.querySelector('table, pre, math, svg');
        if (!excused) found.push(['scrolls', `${name(element)} scrolls sideways`]);
        else if (element.tabIndex < 0) found.push(['scrolls', `${name(element)} scrolls sideways and the Tab key does not reach it`]);
      }
    }
    return [...found, ...covered()];
  }

  /** Headings of the text that what follows them lies over. */
  function covered() {
    const found = [];
    for (const heading of document.querySelectorAll('.prose > :is(h2, h3, h4, h5, h6)')) {
      let next = heading.nextElementSibling;
      while (next?.matches('.anchor')) next = next.nextElementSibling;
      if (!next || !drawn(next)) continue;
      const [above, below] = [heading.getBoundingClientRect(), next.getBoundingClientRect()];
      const isBeside = below.left >= above.right || below.right <= above.left;
      if (!isBeside && below.top < above.bottom - 1) {
        found.push(['covered', `${name(heading)} is covered by ${name(next)} in a window of ${innerWidth}px`]);
      }
    }
    return found;
  }

  /** The first block of the text that is no heading begins at most so far down. */
  function firstText(limit) {
    const first = [...document.querySelectorAll('main :is(.answers, .prose) > *')].find((element) => !element.matches('h1, h2, h3, h4, h5, h6, .anchor') && drawn(element));
    if (!first) return [['first-text', 'no text']];
    const top = Math.round(first.getBoundingClientRect().top + scrollY);
    return top > limit ? [['first-text', `the text begins ${top}px down in a window of ${innerWidth}px, and may at ${limit}px`]] : [];
  }

  /** Notes and doubts: in the margin beside their passage, in the order of the text and clear of each other, or hidden until asked for. */
  function margin(isWide) {
    const found = [];
    let last = -Infinity;
    for (const box of document.querySelectorAll('.text > .prose > .margin')) {
      const notes = [...box.querySelectorAll('.note')];
      for (const note of notes) {
        if (drawn(note) !== isWide) found.push(['margin', `${name(note)} is ${isWide ? 'not ' : ''}shown in a window of ${innerWidth}px`]);
      }
      for (const button of document.querySelectorAll('.ref button')) {
        if (drawn(button) === isWide) found.push(['margin', `${name(button)} is ${isWide ? 'there beside a margin' : 'missing'}`]);
        break;
      }
      if (!isWide || notes.length === 0) continue;
      const passage = box.previousElementSibling.getBoundingClientRect();
      const beside = box.getBoundingClientRect();
      if (beside.left < passage.right && beside.right > passage.left) found.push(['margin', `${name(notes[0])} lies over its passage`]);
      if (Math.abs(beside.top - passage.top) > 80) found.push(['margin', `${name(notes[0])} begins ${Math.round(beside.top - passage.top)}px from its passage`]);
      if (beside.top < last) found.push(['margin', `${name(notes[0])} lies over what stands before it`]);
      last = beside.bottom;
    }
    return found;
  }

  /** WCAG 1.4.4: with text at twice its size there is still no second scroll bar. */
  function zoomed() {
    const page = document.scrollingElement;
    const width = document.documentElement.clientWidth;
    document.documentElement.style.fontSize = '200%';
    const wide = page.scrollWidth;
    document.documentElement.style.fontSize = '';
    return wide > width ? [['zoom-wide', `with text at 200 % the page is ${wide}px wide in a window of ${width}px`]] : [];
  }

  /** No face failed, and every face that the page asks for early is one that it draws with. */
  function faces() {
    const found = [];
    const all = [...document.fonts];
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => [rule, sheet]));
    // CSS Font Loading 1: the faces of style sheets come in the order of their rules. A font of the reader's system that stands in until
    // the face has come may be missing, and is not the site's where it is there.
    const own = all.filter((_, at) => /url\(/.test(rules[at]?.[0].style.getPropertyValue('src') ?? 'url('));
    if (!own.some((face) => face.status === 'loaded')) found.push(['font', 'no face of the site is in use']);
    for (const face of own) if (face.status === 'error') found.push(['font', `${face.family} ${face.weight} did not load`]);
    const file = ([rule, sheet]) => new URL(/url\("?([^")]+)/.exec(rule.style.getPropertyValue('src'))?.[1] ?? '', sheet.href ?? location.href).href;
    for (const link of document.querySelectorAll('link[rel=preload][as=font]')) {
      const at = rules.findIndex((rule) => file(rule) === link.href);
      if (at < 0) found.push(['preload', `${link.getAttribute('href')} is in no font-face rule`]);
      else if (all[at].status !== 'loaded') found.push(['preload', `${link.getAttribute('href')} is fetched early and not used`]);
    }
    return found;
  }

  /** On paper: no navigation, the text in dark on light. */
  function paper() {
    const found = [];
    const light = (colour) => {
      const context = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
      return alpha === 0 ? undefined : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    for (const element of document.querySelectorAll('nav, .skip')) if (drawn(element)) found.push(['print-nav', `${name(element)} is printed`]);
    const main = document.querySelector('main');
    if (!main || !drawn(main)) found.push(['print-main', 'the main part is not printed']);
    if ((light(style(main ?? document.body).color) ?? 0) > 0.4) found.push(['print-colour', 'the text is printed in a light colour']);
    if ((light(style(document.body).backgroundColor) ?? 1) < 0.9) found.push(['print-colour', 'the paper is printed dark']);
    const width = document.documentElement.clientWidth;
    if (document.scrollingElement.scrollWidth > width) {
      const widest = [...document.body.querySelectorAll('*')].filter((element) => drawn(element) && (element.getBoundingClientRect().right > width || element.getBoundingClientRect().left < 0));
      found.push(['print-wide', `${document.scrollingElement.scrollWidth}px on paper of ${width}px: ${widest.slice(0, 3).map(name).join(', ') || 'something that a style sheet draws'}`]);
    }
    return found;
  }

  /** What links point to and can be pointed to. */
  function links() {
    return {
      hrefs: [...document.querySelectorAll('a[href], area[href], link[rel~=alternate][href], link[rel~=canonical][href]')].map((element) => element.href),
      canonical: document.querySelector('link[rel~=canonical]')?.href,
      anchors: [...document.querySelectorAll('[id]')].map((element) => element.id),
    };
  }

  /** The shapes of a page: its elements with their classes and roles. Two pages with the same shapes are of one type. */
  function shapes() {
    const found = new Set();
    for (const element of document.body.querySelectorAll('*')) {
      for (const label of [...element.classList].map((c) => `.${c}`)) found.add(element.localName + label);
      found.add(element.localName + (element.getAttribute('role') ? `[role=${element.getAttribute('role')}]` : ''));
    }
    return [...found];
  }

  /** Opens everything that is folded, so that nothing hides from a check. */
  function unfold() {
    for (const element of document.querySelectorAll('details')) element.open = true;
  }

  return { structure, languages, isolation, typography, firstText, margin, overflow, zoomed, faces, paper, links, shapes, unfold };
})();
