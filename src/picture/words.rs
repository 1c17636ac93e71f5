//! Why a picture cannot be shown -> words for editors: a code, what is wrong, and what to do.

use super::drawing::FaultKind;
use super::{MOST_PIXELS, Trouble};
use crate::message::Message;

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
    pub fn says(&self) -> Message {
        match self {
            Self::Empty => say!("is empty"),
            Self::NotAPicture => say!("is no picture"),
            Self::LfsPointer => say!("is a pointer of Git LFS, not the picture itself"),
            Self::Foreign(name) => say!("is a {name} picture, which browsers do not show", name),
            Self::CutOff(format) => say!("is a {format} picture that ends too early", format = format.name()),
            Self::Damaged(format, why) => say!("is a damaged {format} picture: {why}", format = format.name(), why),
            Self::TooLarge(width, height) => {
                say!(
                    "says that it is {width} × {height} pixels large; the most is {most} million",
                    width,
                    height,
                    most = MOST_PIXELS / 1_000_000
                )
            }
            Self::TooLong(most) => say!("is longer than {most} MB", most = most >> 20),
            Self::Drawing(fault) => fault.what.clone(),
        }
    }

    /// What to do.
    pub fn help(&self) -> Message {
        match self {
            Self::Drawing(fault) if fault.kind == FaultKind::Active => {
                say!("export the drawing again without scripts and links: content never executes")
            }
            Self::Drawing(fault) if fault.kind == FaultKind::Hidden => {
                say!("delete it from the drawing, with the text that it hides")
            }
            Self::Drawing(_) => say!("export the drawing again, simpler, or as a PNG"),
            Self::LfsPointer => say!("run `git lfs pull`, and in CI check out with `lfs: true`"),
            Self::Foreign("HEIC") => say!(
                "export it as JPEG; on a phone: Settings, Camera, Formats, “Most Compatible”, or share it as a file of that kind"
            ),
            Self::Foreign(_) => say!("export it as JPEG (photographs), PNG (screens) or SVG (drawings)"),
            Self::TooLarge(..) | Self::TooLong(_) => say!("make it smaller: 4,000 pixels are enough for any screen"),
            Self::Empty | Self::NotAPicture | Self::CutOff(_) | Self::Damaged(..) => {
                say!("copy the file again from where it came, or open it in a program for pictures and save it anew")
            }
        }
    }
}
