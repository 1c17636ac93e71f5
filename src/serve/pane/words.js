// The words of the pane, in the language of the page where they are known in it, else in English.

const WORDS = {
  en: {
    editing: "Editing",
    blocks: "Blocks of this page",
    edit: "Edit",
    edit_of: "Edit: {text}",
    waits: "waits for review",
    details: "Title and summary",
    new_page: "New page",
    undo: "Undo",
    undone: "The last change was taken back.",
    saved: "Saved.",
    saving: "Saving…",
    nothing: "Nothing has changed.",
    close: "Close",
    save: "Save",
    cancel: "Cancel",
    accept: "Accept as a pair",
    accepted: "Accepted: both languages say the same.",
    before: "Previous block",
    after: "Next block",
    behind: "Add a paragraph after this",
    new_text: "New paragraph",
    text: "Text",
    paragraph: "Paragraph",
    heading: "Heading",
    picture: "Picture",
    table: "Table",
    code: "Code or figure",
    note: "Footnote {label}",
    entry: "{kind}: {id}",
    missing: "There is nothing here yet in this language. What you write stands behind the block before.",
    keys: "Ctrl+S saves, Escape closes, Alt with the arrow keys goes to the block before or after.",
    named: "Named here",
    change: "Change",
    insert: "Insert a fact, a term, a name …",
    search: "Search by title or id, in any language",
    none: "Nothing fits.",
    add_picture: "Add a picture",
    file: "Picture file",
    alt_in: "What it shows, for those who do not see it ({language})",
    caption_in: "Caption ({language})",
    put: "Add",
    alt_needed: "Say in every language what the picture shows.",
    file_needed: "Choose a file.",
    cleaned: "The picture is there, without what it said of place, time and camera. Save to show it.",
    findings: "To look at",
    fine: "Nothing to look at.",
    fix: "Fix",
    discard_asked: "What you wrote is not saved.",
    discard: "Discard it",
    go_on: "Go on writing",
    changed: "Somebody has changed this since you opened it. Nothing is lost: yours is still in the box.",
    theirs: "What stands there now",
    take: "Take theirs",
    keep: "Keep mine",
    gone: "This is not there any more. Copy what you wrote, and load the page again.",
    refused: "This was not saved.",
    failed: "The program does not answer. Is it still running?",
    row: "Row {n}",
    head: "Heads of columns",
    column: "Column {n}",
    kind: "What it is to be",
    page: "A page beside this one",
    chapter: "A chapter of this briefing",
    briefing: "A new briefing",
    name: "Name in the address, in small letters",
    title_in: "Title ({language})",
    create: "Create",
    draft: "It begins as a draft: nobody else sees it before the line “draft: true” is gone.",
    alt: "What the picture shows, for those who do not see it",
    caption: "Caption",
    title: "Title",
    short_title: "Short title",
    subtitle: "Subtitle",
    summary: "Summary",
    image_alt: "What the picture of the page shows",
    value: "Value",
    what: "What it is",
    source: "Source (id)",
    unit: "Unit (id)",
    certainty: "Certainty",
    author: "Author",
    entry_note: "Note",
    label: "Label",
    url: "Address",
    role: "Role",
    publisher: "Publisher",
  },
  ar: {
    editing: "التحرير",
    blocks: "فقرات هذه الصفحة",
    edit: "تحرير",
    edit_of: "تحرير: {text}",
    waits: "تنتظر المراجعة",
    details: "العنوان والملخّص",
    new_page: "صفحة جديدة",
    undo: "تراجع",
    undone: "أُلغي آخر تعديل.",
    saved: "حُفظ.",
    saving: "جارٍ الحفظ…",
    nothing: "لم يتغيّر شيء.",
    close: "إغلاق",
    save: "حفظ",
    cancel: "إلغاء",
    accept: "اعتماد النصّين معًا",
    accepted: "اعتُمد: النصّان متطابقان في المعنى.",
    before: "الفقرة السابقة",
    after: "الفقرة التالية",
    behind: "إضافة فقرة بعد هذه",
    new_text: "فقرة جديدة",
    text: "النصّ",
    paragraph: "فقرة",
    heading: "عنوان فرعي",
    picture: "صورة",
    table: "جدول",
    code: "شيفرة أو شكل",
    note: "الحاشية {label}",
    entry: "{kind}: {id}",
    missing: "لا نصّ هنا بهذه اللغة بعد. يوضع ما تكتبه بعد الفقرة السابقة.",
    keys: "للحفظ Ctrl+S، وللإغلاق Escape، وللانتقال بين الفقرات Alt مع السهمين.",
    named: "المذكور هنا",
    change: "تعديل",
    insert: "إدراج حقيقة أو مصطلح أو اسم…",
    search: "ابحث بالاسم أو بالمعرّف، بأيّ لغة",
    none: "لا نتائج.",
    add_picture: "إضافة صورة",
    file: "ملفّ الصورة",
    alt_in: "وصف الصورة لمن لا يراها ({language})",
    caption_in: "التعليق ({language})",
    put: "إضافة",
    alt_needed: "صِف الصورة بكلّ لغة.",
    file_needed: "اختر ملفًّا.",
    cleaned: "أُضيفت الصورة بعد حذف ما تحمله من معلومات عن المكان والوقت والكاميرا. احفظ كي تظهر.",
    findings: "ملاحظات",
    fine: "لا ملاحظات.",
    fix: "إصلاح",
    discard_asked: "لم يُحفظ ما كتبته.",
    discard: "تجاهله",
    go_on: "متابعة الكتابة",
    changed: "عدّل غيرك هذا النصّ بعد أن فتحته. لم يضِع شيء: ما كتبته باقٍ في مكانه.",
    theirs: "النصّ الحالي في الملفّ",
    take: "استخدام النصّ الحالي",
    keep: "الإبقاء على نصّي",
    gone: "لم يعد هذا النصّ موجودًا. انسخ ما كتبته ثم أعد تحميل الصفحة.",
    refused: "لم يُحفظ.",
    failed: "البرنامج لا يستجيب. هل ما زال يعمل؟",
    row: "الصفّ {n}",
    head: "رؤوس الأعمدة",
    column: "العمود {n}",
    kind: "النوع",
    page: "صفحة إلى جانب هذه",
    chapter: "فصل من هذه الإحاطة",
    briefing: "إحاطة جديدة",
    name: "الاسم في عنوان الصفحة على الشبكة",
    title_in: "العنوان ({language})",
    create: "إنشاء",
    draft: "تبدأ مسوّدةً لا يراها غيرك إلى أن يُحذف السطر draft: true.",
    alt: "وصف الصورة لمن لا يراها",
    caption: "التعليق",
    title: "العنوان",
    short_title: "العنوان المختصر",
    subtitle: "العنوان الثانوي",
    summary: "الملخّص",
    image_alt: "وصف صورة الصفحة",
    value: "القيمة",
    what: "ما هي",
    source: "المصدر (المعرّف)",
    unit: "الوحدة (المعرّف)",
    certainty: "درجة اليقين",
    author: "الكاتب",
    entry_note: "ملاحظة",
    label: "التسمية",
    url: "الرابط",
    role: "الصفة",
    publisher: "الناشر",
  },
};

/** What the program says in few fixed words, and what it is in Arabic. */
const SAID = [
  [/^changed here since it was accepted$/, "تغيّر هذا النصّ بعد اعتماده"],
  [/^changed in the other language since it was accepted$/, "تغيّر النصّ في اللغة الأخرى بعد اعتماده"],
  [/^changed in both languages since it was accepted$/, "تغيّر النصّ في اللغتين بعد اعتماده"],
  [/^new, not reviewed$/, "جديد لم يُراجع"],
  [/^Make this number the fact (.+)$/, "جعل هذا الرقم الحقيقةَ $1"],
  [/^Allow (.+) here, and write the reason$/, "السماح بالملاحظة $1 هنا مع ذكر السبب"],
  [/^Mend (.+)$/, "إصلاح $1"],
];

const language = document.documentElement.lang.split("-")[0];

/** The language of the pane's own words. */
export const spoken = WORDS[language] ? language : "en";

/** The direction of the pane. */
export const direction = spoken === "ar" ? "rtl" : "ltr";

/** A word or sentence, with what is to stand in its holes. What goes in is isolated, whatever its direction. */
export function t(key, holes = {}) {
  const text = WORDS[spoken][key] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => `\u2068${holes[name] ?? ""}\u2069`);
}

/** What the program has said, in the language of the pane where it is known in it, else in English and marked as such. */
export function said(text) {
  const known = spoken === "ar" ? SAID.find(([pattern]) => pattern.test(text)) : undefined;
  const element = document.createElement("span");
  if (!known && spoken !== "en") Object.assign(element, { lang: "en", dir: "ltr" });
  const words = known ? text.replace(known[0], known[1]) : text;
  // Between backticks stands what is code, whatever its direction.
  words.split("`").forEach((part, at) => {
    if (at % 2 === 0) return element.append(part);
    const code = document.createElement("code");
    Object.assign(code, { dir: "auto", textContent: part });
    element.append(code);
  });
  return element;
}

/** What a field of a file is called: `what.ar` is the word for `what` and the language. */
export function fieldName(name, kind, languages) {
  const own = kind === "entry" && name.startsWith("note") ? name.replace("note", "entry_note") : name;
  const parts = own.replace(/^author-/, "author.").split(".");
  const named = parts.map((part) => languages.get(part) ?? WORDS[spoken][part] ?? part);
  return named.map((part) => `\u2068${part}\u2069`).join(" – ");
}
