//! Ground: lines of comma-separated values (RFC 4180).

/// A line of cells. What begins a text as a formula does is kept from being one, where a program for sheets opens the file.
pub fn record<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let mut line = String::new();
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            line.push(',');
        }
        let is_number = cell.parse::<f64>().is_ok();
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { "'" } else { "" };
        if cell.contains([',', '"', '\n', '\r']) {
            line.extend(["\"", guard, &cell.replace('"', "\"\""), "\""]);
        } else {
            line.extend([guard, cell]);
        }
    }
    line + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::record;

    #[test]
    fn what_would_part_a_cell_is_quoted_and_nothing_is_a_formula() {
        assert_eq!(record(["a", "", "b,c", "say \"no\"", "two\nlines"]), "a,,\"b,c\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
        assert_eq!(record(["=1+1", "-5", "-a", "@x,y"]), "'=1+1,-5,'-a,\"'@x,y\"\r\n");
    }
}
