//! A site without a picture of its own -> its mark: the first letter of its name on the colour of the theme, as an icon.

use crate::escape::html_text;
use crate::locale::letter;
use crate::output::hash;

use super::context::PageContext;

/// The first letter of the site's name.
pub fn initial(context: PageContext<'_>) -> String {
    letter::initial(&context.config().title.get(context.locale.id).text)
}

/// The drawing, with its path below the output folder; `None` where the site or the theme has an icon.
pub fn icon(context: PageContext<'_>) -> Option<(String, String)> {
    if context.brand().icon.is_some() || context.theme.icon.is_some() {
        return None;
    }
    let colour = |name: &str, usual: &'static str| {
        let known = context.theme.tokens.light.get(name);
        known.filter(|value| value.starts_with('#')).map_or(usual, String::as_str).to_owned()
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" rx=\"12\" fill=\"{}\"/><text x=\"32\" \
         y=\"34\" fill=\"{}\" font-family=\"sans-serif\" font-size=\"40\" font-weight=\"700\" text-anchor=\"middle\" \
         dominant-baseline=\"central\">{}</text></svg>\n",
        colour("accent", "#333333"),
        colour("on-accent", "#ffffff"),
        html_text(&initial(context))
    );
    Some((format!("assets/icon.{}.svg", hash::short(svg.as_bytes())), svg))
}
