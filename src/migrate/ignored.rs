//! Patterns of files that a site leaves out, as `.gitignore` has them.

/// Patterns in their order; the last one that fits decides.
#[derive(Debug, Default)]
pub struct Patterns {
    /// Each with whether it takes files in again, and whether it counts from the root only.
    all: Vec<(String, bool, bool)>,
}

impl Patterns {
    /// Reads one pattern a line.
    pub fn of(text: &str) -> Self {
        let line = |line: &str| {
            let own = line.trim();
            if own.is_empty() || own.starts_with('#') {
                return None;
            }
            let (own, is_taken_in) = own.strip_prefix('!').map_or((own, false), |rest| (rest, true));
            let is_rooted = own.trim_end_matches('/').contains('/');
            Some((own.trim_matches('/').to_owned(), is_taken_in, is_rooted))
        };
        Self { all: text.lines().flat_map(|line| alternatives(line, 8)).filter_map(|own| line(&own)).collect() }
    }

    /// Whether a path is left out.
    pub fn matches(&self, path: &str) -> bool {
        let mut is_out = false;
        for (pattern, is_taken_in, is_rooted) in &self.all {
            let parts: Vec<&str> = path.split('/').collect();
            let fits = (1..=parts.len()).any(|end| {
                let own = if *is_rooted { parts[..end].join("/") } else { parts[end - 1].to_owned() };
                glob(pattern.as_bytes(), own.as_bytes())
            });
            if fits {
                is_out = !is_taken_in;
            }
        }
        is_out
    }
}

/// The patterns that `*.{a,b}` stands for.
fn alternatives(pattern: &str, depth: usize) -> Vec<String> {
    let parts = pattern.split_once('{').and_then(|(start, rest)| rest.split_once('}').map(|(inside, end)| (start, inside, end)));
    match parts.filter(|_| depth > 0) {
        Some((start, inside, end)) => {
            let all = inside.split(',').take(32).flat_map(|own| alternatives(&format!("{start}{own}{end}"), depth - 1));
            all.take(1_000).collect()
        }
        None => vec![pattern.to_owned()],
    }
}

/// Whether a pattern with `*`, `**` and `?` is the whole of a text. Steps back to the last star only, so that no pattern is slow.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize, bool)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                let is_deep = pattern.get(p + 1) == Some(&b'*');
                p += if is_deep { 2 } else { 1 };
                if is_deep && pattern.get(p) == Some(&b'/') {
                    p += 1;
                }
                star = Some((p, t, is_deep));
            }
            Some(b'?') if text[t] != b'/' => {
                p += 1;
                t += 1;
            }
            Some(byte) if *byte == text[t] => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, from, is_deep)) if is_deep || text[from] != b'/' => {
                    p = after;
                    t = from + 1;
                    star = Some((after, from + 1, is_deep));
                }
                _ => return false,
            },
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn files_are_left_out_as_git_does() {
        let own = Patterns::of("drafts/\n*.tmp.md\n/secret/*.md\n!/secret/open.md\n# words\na/**/b.md\n*.{x,y}.md\n");
        for path in ["k/a.y.md", "drafts/a.md", "x/drafts/a.md", "x/y.tmp.md", "secret/a.md", "a/x/y/b.md", "a/b.md"] {
            assert!(own.matches(path), "{path}");
        }
        for path in ["draft/a.md", "secret/open.md", "x/secret/a.md", "b.md", "words"] {
            assert!(!own.matches(path), "{path}");
        }
    }
}
