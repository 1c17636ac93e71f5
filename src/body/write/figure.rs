//! Figures of a report -> HTML: a drawing for each width of screen, its caption, and the table that says the same; lists of what
//! happened, numbers and people.

use super::{Around, Writer};
use crate::ast::FigureId;
use crate::escape::{html_attr, html_text};
use crate::figure::chronicle::{Entry, entries};
use crate::figure::download::csv;
use crate::figure::draw::{Drawing, Size, Tools, description, draw, remarks};
use crate::figure::palette::Fill;
use crate::figure::rows::{Grid, grid, prose_of};
use crate::figure::{Event, Figure, KeyFigure, Kind, Person};
use crate::picture::base64::data_url;

impl Writer<'_> {
    /// A figure by its id; nothing where it was refused.
    pub(super) fn figure(&mut self, id: FigureId, change: &str, own: Around) {
        let body = self.body;
        let Some(Some(figure)) = body.figures.get(id.0 as usize) else { return };
        let class = match &figure.kind {
            Kind::Chart(_) => "chart",
            Kind::Timeline(_) => "timeline",
            Kind::Map(_) => "map",
            Kind::KeyFigures(_) => "numbers",
            Kind::Table(_) => "data",
            Kind::People(_) => "people",
            Kind::Block(block) => {
                let line = |text: &str| body.inlines(&prose_of(text, figure.locale, body.locales));
                let html = (body.block)(block, &line);
                self.put(&format!("<div class=\"block block-{}\"{change}>\n{html}</div>", html_attr(&block.name)));
                return;
            }
        };
        self.put(&format!("<figure class=\"figure figure-{class}\"{change}>\n"));
        if let Some(title) = &figure.title {
            self.put("<figcaption>");
            self.figure_line(title, figure, own);
            self.put("</figcaption>\n");
        }
        if let Some(subject) = figure.subject() {
            self.put("<p class=\"figure-subtitle\">");
            self.figure_line(&subject, figure, own);
            self.put("</p>\n");
        }
        let grid = grid(figure, &body.labels.figures, body.locales);
        match &figure.kind {
            Kind::KeyFigures(figures) => self.key_figures(figures, figure, own),
            Kind::People(people) => self.people(people, figure, own),
            Kind::Timeline(events) => self.timeline(events, figure, own),
            Kind::Table(_) => {
                if let Some(grid) = &grid {
                    self.grid(grid, figure, own);
                }
            }
            Kind::Chart(_) | Kind::Map(_) | Kind::Block(_) => {
                // Readers of feeds have no style sheet of ours: they get the numbers.
                if body.feed.is_none() {
                    self.drawings(figure, id, own);
                }
            }
        }
        self.remarks(figure, own);
        match (&figure.kind, &grid) {
            (Kind::Chart(_) | Kind::Map(_), Some(grid)) => self.data(grid, figure, id, own),
            (Kind::Table(_) | Kind::Timeline(_), _) => self.download(figure, id, own),
            (Kind::Chart(_) | Kind::Map(_) | Kind::KeyFigures(_) | Kind::People(_) | Kind::Block(_), _) => {}
        }
        self.put("</figure>");
    }

    /// The numbers of a drawing as a table that is unfolded. Readers of feeds, who have no drawing, see it at once.
    fn data(&mut self, grid: &Grid, figure: &Figure, id: FigureId, own: Around) {
        if self.body.feed.is_some() {
            self.grid(grid, figure, own);
            return;
        }
        self.put("<details class=\"figure-data\">\n<summary>");
        self.put(&html_text(&self.body.labels.figures.data));
        // Two figures of a page have two tables, which listeners tell apart by their names.
        if let Some(title) = &figure.title {
            self.put("<span class=\"visually-hidden\">: ");
            self.figure_line(title, figure, own);
            self.put("</span>");
        }
        self.put("</summary>\n");
        self.grid(grid, figure, own);
        self.download(figure, id, own);
        self.put("\n</details>\n");
    }

    /// The data as a file that the page itself holds, so that nothing is published that the page does not show.
    fn download(&mut self, figure: &Figure, id: FigureId, own: Around) {
        if self.body.feed.is_some() {
            return;
        }
        let Some(csv) = csv(figure, &self.body.labels.figures) else { return };
        let address = data_url("text/csv;charset=utf-8", csv.as_bytes());
        self.put(&format!(
            "<p class=\"figure-csv\"><a download=\"{}figure-{}.csv\" href=\"{address}\">",
            self.body.prefix,
            id.0 + 1
        ));
        self.figure_line("CSV", figure, own);
        if let Some(title) = &figure.title {
            self.put("<span class=\"visually-hidden\">: ");
            self.figure_line(title, figure, own);
            self.put("</span>");
        }
        self.put("</a></p>\n");
    }

    /// What happened, day by day; then what has no date.
    fn timeline(&mut self, events: &[Event], figure: &Figure, own: Around) {
        let (dated, undated) = entries(events, self.body.locales.get(figure.locale));
        if !dated.is_empty() {
            self.put("<ol class=\"timeline\">\n");
            for Entry { date, iso, leaps, texts } in dated {
                let class = if leaps { " class=\"leap\"" } else { "" };
                self.put(&format!("<li{class}><time datetime=\"{iso}\">"));
                self.figure_line(&date, figure, own);
                self.put("</time><div>");
                for text in texts {
                    self.put("<p>");
                    self.figure_line(text, figure, own);
                    self.put("</p>");
                }
                self.put("</div></li>\n");
            }
            self.put("</ol>\n");
        }
        if undated.is_empty() {
            return;
        }
        let words = html_text(&self.body.labels.figures.undated);
        self.put(&format!("<p class=\"timeline-undated\">{words}</p>\n<ul class=\"timeline\">\n"));
        for text in undated {
            self.put("<li><div><p>");
            self.figure_line(text, figure, own);
            self.put("</p></div></li>\n");
        }
        self.put("</ul>\n");
    }

    /// Text in the figure's language, its runs isolated.
    fn figure_line(&mut self, text: &str, figure: &Figure, own: Around) {
        let content = prose_of(text, figure.locale, self.body.locales);
        self.inlines(&content, own);
    }

    /// The drawings are for the eye: what they show is said once, in words.
    fn drawings(&mut self, figure: &Figure, id: FigureId, own: Around) {
        self.put("<p class=\"visually-hidden\">");
        self.figure_line(&description(figure, &self.body.labels.figures), figure, own);
        self.put("</p>\n");
        let tools = Tools { words: &self.body.labels.figures, locales: self.body.locales, paint: Fill::Classes };
        for (size, class) in [(Size::Wide, "wide"), (Size::Narrow, "narrow")] {
            let name = format!("{}fig-{}-{class}", self.body.prefix, id.0 + 1);
            if let Some(Drawing { svg, .. }) = draw(figure, tools, size, &name) {
                self.put(&format!("<div class=\"drawing drawing-{class}\">{svg}</div>\n"));
            }
        }
    }

    /// Who says so, and what else must be known.
    fn remarks(&mut self, figure: &Figure, own: Around) {
        for line in remarks(figure, &self.body.labels.figures) {
            self.put("<p class=\"figure-note\">");
            self.figure_line(&line, figure, own);
            self.put("</p>\n");
        }
    }

    fn grid(&mut self, grid: &Grid, figure: &Figure, own: Around) {
        let name = if let Some(title) = &figure.title {
            format!("{}: {title}", self.body.labels.table)
        } else {
            self.tables += 1;
            format!("{} {}", self.body.labels.table, self.body.locales.get(self.body.locale).plain(self.tables))
        };
        let class = if grid.total { " data-total" } else { "" };
        self.put(&format!("<div class=\"grid{class}\">"));
        self.named_table(&name, &grid.align, &grid.head, &grid.rows, "", own);
        self.put("</div>");
    }

    fn key_figures(&mut self, figures: &[KeyFigure], figure: &Figure, own: Around) {
        self.put("<dl class=\"numbers\">\n");
        for one in figures {
            self.put("<div><dt>");
            self.figure_line(&one.label, figure, own);
            self.put("</dt><dd class=\"number\">");
            self.figure_line(&one.value, figure, own);
            self.put("</dd>");
            if let Some(note) = &one.note {
                self.put("<dd class=\"note\">");
                self.figure_line(note, figure, own);
                self.put("</dd>");
            }
            self.put("</div>\n");
        }
        self.put("</dl>\n");
    }

    fn people(&mut self, people: &[Person], figure: &Figure, own: Around) {
        self.put("<dl class=\"people\">\n");
        for person in people {
            self.put("<div><dt>");
            self.figure_line(&person.name, figure, own);
            self.put("</dt>");
            if person.role.is_none() && person.note.is_none() {
                self.put("<dd></dd>");
            }
            for (text, class) in [(&person.role, "role"), (&person.note, "note")] {
                if let Some(text) = text {
                    self.put(&format!("<dd class=\"{class}\">"));
                    self.figure_line(text, figure, own);
                    self.put("</dd>");
                }
            }
            self.put("</div>\n");
        }
        self.put("</dl>\n");
    }
}
