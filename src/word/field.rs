//! The code of a field: what it prints, and where it leads.

/// What a field is: the first word of its code.
pub fn kind(code: &str) -> String {
    code.split_whitespace().next().unwrap_or_default().to_uppercase()
}

/// Where a field leads; a place in the document as `#name`.
pub fn target(code: &str) -> Option<String> {
    let words = words(code);
    let mut rest = words.iter().skip(1);
    match kind(code).as_str() {
        "HYPERLINK" => {
            let (mut address, mut place) = (String::new(), None);
            while let Some(word) = rest.next() {
                match word.as_str() {
                    "\\l" => place = rest.next().cloned(),
                    "\\o" | "\\t" => {
                        rest.next();
                    }
                    word if word.starts_with('\\') => {}
                    word if address.is_empty() => word.clone_into(&mut address),
                    _ => {}
                }
            }
            let place = place.map(|place| format!("#{place}")).unwrap_or_default();
            Some(address + &place).filter(|target| !target.is_empty())
        }
        "REF" if words.iter().any(|word| word == "\\h") => rest.next().map(|name| format!("#{name}")),
        _ => None,
    }
}

/// The words of a code; what stands between quotation marks is one.
fn words(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code.trim_start();
    while !rest.is_empty() {
        let (word, next) = match rest.strip_prefix('"') {
            Some(own) => own.split_once('"').unwrap_or((own, "")),
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        found.push(word.to_owned());
        rest = next.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn a_link_is_where_its_code_leads() {
        for (code, to) in [
            (" HYPERLINK \"https://example.org/a b\" ", Some("https://example.org/a b")),
            ("HYPERLINK \\l \"_Toc1\" \\h", Some("#_Toc1")),
            ("HYPERLINK \"https://example.org\" \\l \"x\" \\o \"tip\"", Some("https://example.org#x")),
            ("REF place \\h", Some("#place")),
            ("REF place", None),
            ("PAGE", None),
        ] {
            assert_eq!(target(code).as_deref(), to, "{code}");
        }
    }
}
