//! Ground: the words of the interface that stand in figures, in one language; the theme has them.

/// Words with placeholders in braces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FigureLabels {
    /// Opens the table of a figure's numbers.
    pub data: String,
    /// Head of the column of categories.
    pub category: String,
    /// Head of a column of numbers without a name.
    pub value: String,
    /// A number that is not known.
    pub unknown: String,
    /// A row of sums.
    pub total: String,
    /// Goes before who says so: `Source: {source}`.
    pub source: String,
    /// `Chart: {title}. …`, for readers who do not see it.
    pub describe: String,
    /// On the axis: time runs from left to right.
    pub time_ltr: String,
    /// On the axis: time runs from right to left.
    pub time_rtl: String,
    /// Title of what has no date.
    pub undated: String,
    /// Head of the column of dates.
    pub date: String,
    /// Head of the column of events.
    pub event: String,
    /// Head of the column of places.
    pub place: String,
    /// Head of the columns of coordinates.
    pub coordinates: String,
    /// Head of the column of remarks.
    pub note: String,
    /// How a part of the world is projected.
    pub projection_area: String,
    /// How the world is projected.
    pub projection_world: String,
    /// A length on a map: `{n} km`.
    pub kilometres: String,
    /// That borders are shown as they are controlled.
    pub borders: String,
}

impl FigureLabels {
    /// The words from their messages, `figure-data` and so on.
    pub fn from(message: impl Fn(&str) -> String) -> Self {
        Self {
            data: message("figure-data"),
            category: message("figure-category"),
            value: message("figure-value"),
            unknown: message("figure-unknown"),
            total: message("figure-total"),
            source: message("figure-source"),
            describe: message("figure-describe"),
            time_ltr: message("figure-time-ltr"),
            time_rtl: message("figure-time-rtl"),
            undated: message("figure-undated"),
            date: message("figure-date"),
            event: message("figure-event"),
            place: message("figure-place"),
            coordinates: message("figure-coordinates"),
            note: message("figure-note"),
            projection_area: message("figure-projection-area"),
            projection_world: message("figure-projection-world"),
            kilometres: message("figure-km"),
            borders: message("figure-borders"),
        }
    }
}
