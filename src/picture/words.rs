//! Why a picture cannot be shown -> words for editors: a code, what is wrong, and what to do.

use super::drawing::FaultKind;
use super::{MOST_PIXELS, Trouble};

impl Trouble {
    /// The code of the problem.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Drawing(fault) if fault.kind == FaultKind::Active => "active-svg",
            Self::Drawing(fault) if fault.kind == FaultKind::Hidden => "bidi-control",
            Self::LfsPointer => "lfs-pointer",
            Self::Foreign(_) => "picture-format",
            Self::TooLarge(..) | Self::TooLong(_) => "picture-size",
            Self::Empty | Self::NotAPicture | Self::CutOff(_) | Self::Damaged(..) | Self::Drawing(_) => "bad-picture",
        }
    }

    /// What is wrong, to be read after the file's name.
    pub fn says(&self) -> String {
        match self {
            Self::Empty => "is empty".to_owned(),
            Self::NotAPicture => "is no picture".to_owned(),
            Self::LfsPointer => "is a pointer of Git LFS, not the picture itself".to_owned(),
            Self::Foreign(name) => format!("is a {name} picture, which browsers do not show"),
            Self::CutOff(format) => format!("is a {} picture that ends too early", format.name()),
            Self::Damaged(format, why) => format!("is a damaged {} picture: {why}", format.name()),
            Self::TooLarge(width, height) => {
                format!("says that it is {width} × {height} pixels large; the most is {} million", MOST_PIXELS / 1_000_000)
            }
            Self::TooLong(most) => format!("is longer than {} MB", most >> 20),
            Self::Drawing(fault) => fault.what.clone(),
        }
    }

    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Drawing(fault) if fault.kind == FaultKind::Active => {
                "export the drawing again without scripts and links: content never executes"
            }
            Self::Drawing(fault) if fault.kind == FaultKind::Hidden => "delete it from the drawing, with the text that it hides",
            Self::Drawing(_) => "export the drawing again, simpler, or as a PNG",
            Self::LfsPointer => "run `git lfs pull`, and in CI check out with `lfs: true`",
            Self::Foreign("HEIC") => {
                "export it as JPEG; on a phone: Settings, Camera, Formats, “Most Compatible”, or share it as a file of that kind"
            }
            Self::Foreign(_) => "export it as JPEG (photographs), PNG (screens) or SVG (drawings)",
            Self::TooLarge(..) | Self::TooLong(_) => "make it smaller: 4,000 pixels are enough for any screen",
            Self::Empty | Self::NotAPicture | Self::CutOff(_) | Self::Damaged(..) => {
                "copy the file again from where it came, or open it in a program for pictures and save it anew"
            }
        }
    }
}
