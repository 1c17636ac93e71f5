//! An address -> a QR code as an SVG of one path. The only user of qrcode.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// White modules that ISO/IEC 18004 wants around the code.
const QUIET: usize = 4;

/// The drawing, black on white; `None` if the address is too long for any code.
pub fn svg(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let width = code.width();
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (i, _) in code.to_colors().iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        let _ = write!(path, "M{} {}h1v1h-1z", i % width + QUIET, i / width + QUIET);
    }
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn an_address_becomes_a_drawing() {
        let drawing = svg("https://example.org/repo/ar/brief/").expect("a code");
        assert!(drawing.starts_with("<svg") && drawing.contains("M4 4h1v1h-1z"), "the finder stands in the corner: {drawing}");
        assert_eq!(drawing, svg("https://example.org/repo/ar/brief/").expect("a code"));
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
