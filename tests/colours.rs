//! Colours of figures in the built-in theme: contrast in light and dark, and apart for every kind of colour vision and in grey.

use bayan::figure::palette::{Palette, SERIES, Tone};
use bayan::locale::{LocaleSpec, Locales};
use bayan::source::SourceTree;
use bayan::theme;

type Colour = [f64; 3];

/// Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]]),
    ("deuteranopia", [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]]),
    ("tritanopia", [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]]),
];

/// `#rrggbb` as linear light.
fn linear(hex: &str) -> Colour {
    let part = |at: usize| {
        let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    [part(1), part(3), part(5)]
}

fn luminance(c: Colour) -> f64 {
    0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]
}

/// WCAG 2.2, contrast ratio.
fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn seen(c: Colour, vision: &[[f64; 3]; 3]) -> Colour {
    vision.map(|row| row.iter().zip(c).map(|(m, c)| m * c).sum::<f64>().clamp(0.0, 1.0))
}

/// CIE Lab under D65.
fn lab(c: Colour) -> Colour {
    let curve = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    let x = curve((0.412_456_4 * c[0] + 0.357_576_1 * c[1] + 0.180_437_5 * c[2]) / 0.950_47);
    let y = curve(luminance(c));
    let z = curve((0.019_333_9 * c[0] + 0.119_192 * c[1] + 0.950_304_1 * c[2]) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn distance(a: Colour, b: Colour) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn series_are_seen_and_told_apart_by_every_eye() {
    let locales = Locales::new(&[LocaleSpec::of("en")]).expect("a language");
    let theme = theme::read(&SourceTree::default(), "briefing", &locales).value.expect("the theme");
    let tokens = theme.tokens;
    let light = |name: &str| tokens.light.get(name).map(String::as_str);
    let dark = |name: &str| tokens.dark.get(name).map(String::as_str);
    for (scheme, palette, surface) in
        [("light", Palette::of(light), light("surface")), ("dark", Palette::of(dark), dark("surface"))]
    {
        let grounds = [linear(palette.get(Tone::Paper)), linear(surface.expect("a surface"))];
        let series: Vec<Colour> = (0..SERIES).map(|n| linear(palette.get(Tone::Series(n)))).collect();
        for (n, colour) in series.iter().enumerate() {
            // WCAG 2.2, 1.4.11: graphical objects of at least 3:1.
            assert!(grounds.iter().all(|g| contrast(*colour, *g) >= 3.0), "{scheme} series {n}");
        }
        // Dates and places are set in the first series' colour or on land: text of at least 4.5:1.
        assert!(grounds.iter().all(|g| contrast(series[0], *g) >= 4.5), "{scheme}");
        assert!(contrast(linear(palette.get(Tone::Ink)), linear(palette.get(Tone::Land))) >= 4.5, "{scheme}");
        for (vision, matrix) in &VISIONS {
            for a in 0..SERIES {
                for b in a + 1..SERIES {
                    let apart = distance(lab(seen(series[a], matrix)), lab(seen(series[b], matrix)));
                    assert!(apart >= 16.0, "{scheme}, {vision}: series {a} and {b} are {apart:.1} apart");
                }
            }
        }
        let mut grey: Vec<f64> = series.iter().map(|c| lab(*c)[0]).collect();
        grey.sort_by(f64::total_cmp);
        assert!(grey.windows(2).all(|w| w[1] - w[0] >= 8.0), "{scheme}, grey: {grey:.0?}");
    }
}
