//! `theme.yaml`.

use super::shape::{Object, Shape, TEXT, may, must, object};

const PATHS: Shape = Shape::List(&TEXT);
const TOKENS: Shape = Shape::Map(&Shape::Either(&[TEXT, Shape::Number]));
const PARAMETER: Shape = Shape::Words(&["text", "number", "boolean", "texts", "text?", "number?", "boolean?", "texts?"]);

pub(in crate::schema) const THEME: Object = object(&[
    must("name", TEXT, "The name of the theme."),
    may("description", TEXT, "What it is for."),
    may("licence", TEXT, "What it may be used for."),
    may("styles", PATHS, "Style sheets in order, in the place of those of the built-in theme."),
    may("language_styles", Shape::Map(&PATHS), "Style sheets behind those, by a language that the site has."),
    may("scripts", PATHS, "Scripts in order, in the place of those of the built-in theme."),
    may("icon", TEXT, "The picture for tabs of browsers, a file of the theme."),
    may("preload", Shape::Map(&PATHS), "Fonts that the first screen needs, by language or `default`."),
    may("cards", Shape::Map(&Shape::Object(&CARD)), "Pictures for shared links, by language."),
    may(
        "blocks",
        Shape::Map(&Shape::Map(&PARAMETER)),
        "Blocks that pages may use, with their parameters; `?` marks those that may be left out.",
    ),
    may("tokens", Shape::Object(&SCHEMES), "Colours, families and sizes, laid over those of the built-in theme one by one."),
]);

const CARD: Object = object(&[
    must("file", TEXT, "The picture, a file of the theme."),
    must("width", Shape::Int, "Its width in pixels."),
    must("height", Shape::Int, "Its height in pixels."),
]);

const SCHEMES: Object = object(&[
    may("light", TOKENS, "Values for light surroundings, and for all that is no colour."),
    may("dark", TOKENS, "Values for dark surroundings."),
]);
