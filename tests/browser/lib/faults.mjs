// The faults that prove.mjs puts into copies of a site, and the check and rule that must find each.
//
// Where: `html` changes the text of a page (`on` says which language, Arabic if it does not), `body` adds to the end of its main part,
// `css` and `js` add to the style sheet and the script, `swap` puts one file in the place of another, `svg` changes a drawing, `remove` takes files away. `says` are words that the
// finding must hold; if there are several, each must stand in one.

const GREY = 'main p, main li { color: #bbb !important }';

export const FAULTS = [
  {
    check: 'HTML, CSS and SVG',
    rule: 'error',
    says: ['“alt”', 'colour', 'paragraph'],
    body: '<p><img src="a.png"></p>',
    css: 'p { colour: red }',
    svg: (text) => text.replace('</svg>', '<paragraph/></svg>'),
  },

  { check: 'kinds of pages', rule: 'kind', remove: /^en\/tags\/index\.html$/ },
  { check: 'kinds of pages', rule: 'kind', remove: /^404\.html$/ },
  { check: 'kinds of pages', rule: 'languages', remove: /^en\// },

  { check: 'links', rule: 'dead', says: 'nowhere', body: '<p><a href="../nowhere/">رابط</a></p>' },
  { check: 'links', rule: 'dead', says: '#nothing', body: '<p><a href="#nothing">رابط</a></p>' },
  { check: 'links', rule: 'outside', body: '<p><a href="/en/">رابط</a></p>' },
  { check: 'links', rule: 'dead', says: 'sources', remove: /^ar\/[^/]+\/sources\/index\.html$/ },

  { check: 'structure', rule: 'h1', body: '<h1>عنوان ثان</h1>' },
  { check: 'structure', rule: 'title', html: (text) => text.replace(/<title>[^<]*<\/title>/, '') },
  { check: 'structure', rule: 'main', body: '</main><main>' },
  { check: 'structure', rule: 'quirks', html: (text) => text.replace(/<!doctype html>/i, '') },

  { check: 'language and direction', rule: 'lang', html: (text) => text.replace(/(<html\b[^>]*?) lang="?\w+"?/, '$1') },
  { check: 'language and direction', rule: 'lang', html: (text) => text.replace(/(<html\b[^>]*?) lang="?\w+"?/, '$1 lang=en') },
  { check: 'language and direction', rule: 'dir', html: (text) => text.replace(/(<html\b[^>]*?) dir="?rtl"?/, '$1') },
  { check: 'language and direction', rule: 'dir', css: 'body { direction: ltr }' },
  { check: 'language and direction', rule: 'dir', on: 'en', html: (text) => text.replace(/(<html\b[^>]*?) dir="?ltr"?/, '$1 dir=rtl') },
  { check: 'language and direction', rule: 'part-dir', body: '<p lang="en">A sentence.</p>' },

  { check: 'accessibility tree', rule: 'tree', says: ['not there before: heading', 'not there before: button'], body: '<h2>عنوان جديد</h2><p><button type="button">زر جديد</button></p>' },
  { check: 'accessibility tree', rule: 'tree', says: 'no longer there: heading 1', on: 'en', html: (text) => text.replace(/<h1\b/, '<h1 aria-hidden=true') },

  { check: 'isolation', rule: 'isolation', says: 'GDP', body: '<p>نما <span lang="en">GDP</span> هذا العام.</p>' },
  { check: 'isolation', rule: 'isolation', says: '2024-08-28', body: '<p>في 2024-08-28 وقع الأمر.</p>' },
  { check: 'isolation', rule: 'isolation', says: '+961', body: '<p>اتصل على +961 1 234567 من فضلك.</p>' },
  { check: 'isolation', rule: 'isolation', says: 'بيان', on: 'en', body: '<p>The word <span lang="ar">بيان</span> means statement.</p>' },
  { check: 'isolation', rule: 'part-lang', says: 'GDP', body: '<p>نما <bdi>GDP</bdi> هذا العام.</p>' },
  { check: 'isolation', rule: 'isolation', says: 'in a drawing', body: '<figure><svg role="img" viewBox="0 0 100 20" width="100" height="20"><title>نص</title><text x="90" y="15" text-anchor="end">نما GDP (2) كثيرًا</text></svg></figure>' },
  { check: 'isolation', rule: 'part-lang', says: 'بيان', on: 'en', body: '<p>The word <bdi>بيان</bdi> means statement.</p>' },
  { check: 'isolation', rule: 'override', body: '<p>نص \u202Eمقلوب\u202C هنا.</p>' },
  { check: 'isolation', rule: 'code-dir', body: '<p>الأمر <code>ls</code>.</p>', css: 'code { direction: rtl !important }' },

  { check: 'Arabic type', rule: 'letter-spacing', css: 'p { letter-spacing: 0.1em !important }' },
  { check: 'Arabic type', rule: 'slant', css: 'p { font-style: italic !important }' },
  { check: 'Arabic type', rule: 'break', css: 'p { word-break: break-all !important }' },
  { check: 'Arabic type', rule: 'presentation-form', body: '<p>\uFEE3\uFEAE\uFEA3\uFE92\uFE8E</p>' },

  { check: 'fonts', rule: 'font', remove: /amiri-400-arabic\.[^/]*woff2$/ },
  { check: 'fonts', rule: 'font', says: 'in use', remove: /\.woff2$/ },
  { check: 'fonts', rule: 'machine-font', says: 'فقرة', body: '<p style="font-family: sans-serif">فقرة</p>' },
  { check: 'fonts', rule: 'preload', says: 'no font-face', html: (text) => text.replace(/amiri-400-arabic\.\w+\.woff2/, 'gone.woff2') },
  { check: 'fonts', rule: 'preload', says: 'not used', css: 'body * { font-family: sans-serif !important }' },
  { check: 'fonts', rule: 'no-glyphs', css: 'body { display: none }' },

  // The light face for borrowed words connects no letters; a face of another weight is another face.

  { check: 'letters', rule: 'letters', says: 'Amiri-Regular', swap: [/amiri-400-names\.[^/]*woff2$/, /amiri-400-arabic\.[^/]*woff2$/] },
  { check: 'letters', rule: 'letters', says: 'IBMPlexSansArabic-Regular', swap: [/bayan-sans-700-latin\.[^/]*woff2$/, /bayan-sans-400-latin\.[^/]*woff2$/] },

  { check: 'weight', rule: 'weight', body: `<p>${Array.from({ length: 20_000 }, (_, at) => ((at * 7919) % 1_000_003).toString(36)).join('')}</p>` },
  { check: 'weight', rule: 'requests', body: Array.from({ length: 8 }, (_, at) => `<img src="/repo/icon.svg?${at}" alt="">`).join('') },
  { check: 'weight', rule: 'shift', js: "setTimeout(() => (document.querySelector('h1').style.marginBlockStart = '300px'), 300)" },

  { check: 'first screen', rule: 'first-text', says: '360px', css: '.title { padding-block-end: 300px }' },
  { check: 'first screen', rule: 'first-text', says: '1280px', on: 'en', css: '@media (min-width: 75rem) { .title { padding-block-end: 300px } }' },

  { check: 'margin', rule: 'margin', says: 'shown in a window of 360px', css: '.note { display: block !important }' },
  { check: 'margin', rule: 'margin', says: 'not shown in a window of 1280px', css: '.margin { display: none }' },
  { check: 'margin', rule: 'margin', says: 'over its passage', on: 'en', css: '.text > .prose { display: block !important }' },
  { check: 'margin', rule: 'popover', says: 'does not open', html: (text) => text.replace(/ popovertarget="?fn-1"?/, '') },
  { check: 'margin', rule: 'popover', says: 'Escape', html: (text) => text.replace(/popover(?:="")?(?= role="?doc-footnote"?| *>)/, 'popover=manual') },
  { check: 'margin', rule: 'popover', says: 'history', js: "document.addEventListener('click', () => history.pushState(null, '', '#x'))" },

  { check: 'width', rule: 'page-wide', body: '<p style="inline-size: 2000px">عريض</p>' },
  { check: 'width', rule: 'page-wide', says: '320px', on: 'en', body: '<p style="inline-size: 400px">Wide only on a phone</p>' },
  { check: 'width', rule: 'element-wide', body: '<p style="position: relative; inset-inline-end: 2000px; inline-size: 1990px">بعيد</p><p style="inline-size: 2000px">عريض</p>' },
  { check: 'width', rule: 'cut-off', body: '<div style="overflow: hidden; inline-size: 100px"><p style="inline-size: 300px">مقطوع</p></div>' },
  { check: 'width', rule: 'covered', css: '.prose > .anchor { display: block !important }' },
  { check: 'width', rule: 'scrolls', says: 'scrolls sideways', body: '<div style="overflow-x: auto; inline-size: 100px"><p style="inline-size: 300px">يزحف</p></div>' },
  { check: 'width', rule: 'scrolls', says: 'Tab key', body: '<div style="overflow-x: auto; inline-size: 100px"><table style="inline-size: 300px"><tr><td>خانة</table></div>' },
  { check: 'width', rule: 'zoom-wide', body: '<p style="inline-size: 17rem">عريض إن كبر الخط</p>' },

  { check: 'print', rule: 'print-nav', css: '@media print { nav { display: block !important } }' },
  { check: 'print', rule: 'print-main', css: '@media print { main { display: none !important } }' },
  { check: 'print', rule: 'print-colour', says: 'light colour', css: '@media print and (prefers-color-scheme: dark) { main { color: #eee !important } }' },
  { check: 'print', rule: 'print-colour', says: 'dark', css: '@media print { body { background: #222 !important } }' },
  { check: 'print', rule: 'print-wide', body: '<p style="inline-size: 2000px">عريض</p>' },

  { check: 'without scripts', rule: 'no-script-h1', css: 'html:not(.js) h1 { display: none }', js: "document.documentElement.classList.add('js')" },
  { check: 'without scripts', rule: 'no-script-text', says: 'missing', css: 'html:not(.js) .prose { display: none }', js: "document.documentElement.classList.add('js')" },
  { check: 'without scripts', rule: 'no-script-text', says: 'no text', css: 'html:not(.js) main { display: none }', js: "document.documentElement.classList.add('js')" },

  { check: 'console and requests', rule: 'console', says: 'error: told', js: "console.error('told')" },
  { check: 'console and requests', rule: 'console', says: 'warning: told', js: "console.warn('told')" },
  { check: 'console and requests', rule: 'console', says: 'Content Security Policy', body: '<script>document.title</script>' },
  { check: 'console and requests', rule: 'script-error', js: "throw new Error('thrown')" },
  { check: 'console and requests', rule: 'request', says: '404', body: '<p><img src="missing.png" alt=""></p>' },
  { check: 'console and requests', rule: 'request', says: 'woff2', remove: /amiri-400-arabic\.[^/]*woff2$/ },
  {
    check: 'console and requests',
    rule: 'off-site',
    html: (text) => text.replace(/<meta[^>]*Content-Security-Policy[^>]*>/, '').replace('</main>', '<p><img src="https://elsewhere.example/a.png" alt=""></p></main>'),
  },

  { check: 'axe', rule: 'image-alt', html: (text) => text.replace('</main>', `<p><img src="${/href="?([^" >]*\.svg)/.exec(text)?.[1]}"></p></main>`) },
  { check: 'axe', rule: 'button-name', body: '<p><button></button></p>' },
  { check: 'axe', rule: 'html-has-lang', html: (text) => text.replace(/(<html\b[^>]*?) lang="?\w+"?/, '$1') },
  { check: 'axe', rule: 'color-contrast', css: GREY },
  { check: 'axe', rule: 'color-contrast', on: 'en', css: GREY },
  { check: 'axe', rule: 'color-contrast', css: '@media (prefers-color-scheme: dark) { main p, main li { color: #444 !important } }' },
  { check: 'axe', rule: 'color-contrast', css: `@media (max-width: 30rem) { ${GREY} }` },
  { check: 'axe', rule: 'contrast-undecided', css: 'main p { background: linear-gradient(#fff, #888) }' },
  { check: 'axe', rule: 'no-contrast', css: 'body * { visibility: hidden !important }' },
];
