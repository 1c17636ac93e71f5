//! Films, sounds and posts of other hosts -> their addresses: pages load nothing from elsewhere, so they become links.

use super::tags::Arguments;

/// The address of what a mark of this name shows.
pub fn address(name: &str, arguments: &Arguments) -> Option<String> {
    let id = arguments.or(&["id", "src", "url", "video", "code", "class"], 0)?;
    if id.starts_with("https://") || id.starts_with("http://") {
        let is_known =
            ["youtube", "vimeo", "tweet", "twitter", "x", "instagram", "iframe", "soundcloud", "audio", "video", "embed"];
        return is_known.contains(&name).then(|| encoded(id));
    }
    let second = arguments.plain.get(1).map(String::as_str);
    let plain = id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@'));
    if !plain {
        return None;
    }
    Some(match name {
        "youtube" | "youtuber" | "yt" | "youtube-lite" => format!("https://www.youtube.com/watch?v={id}"),
        "vimeo" | "vimeo_simple" => format!("https://vimeo.com/{id}"),
        "instagram" | "instagram_simple" => format!("https://www.instagram.com/p/{id}/"),
        "tweet" | "twitter" | "x" | "twitter_simple" | "x_simple" => {
            let user = arguments.get(&["user"]).unwrap_or("i");
            let number = arguments.get(&["id"]).or(second).unwrap_or(id);
            format!("https://x.com/{user}/status/{number}")
        }
        "gist" => match second {
            Some(number) => format!("https://gist.github.com/{id}/{number}"),
            None => format!("https://gist.github.com/{id}"),
        },
        "soundcloud" => format!("https://soundcloud.com/{id}"),
        "spotify" => format!("https://open.spotify.com/{}/{id}", arguments.get(&["type"]).unwrap_or("track")),
        "codepen" => format!("https://codepen.io/{}/pen/{id}", arguments.get(&["user"])?),
        "asciinema" => format!("https://asciinema.org/a/{id}"),
        _ => return None,
    })
}

fn encoded(address: &str) -> String {
    address.replace(' ', "%20").replace('<', "%3C").replace('>', "%3E")
}
