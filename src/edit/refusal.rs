//! Why nothing was done.

use std::io;

use serde_json::{Value, json};

use crate::message::{Message, Tongue};

/// Why nothing was done. Each has the number by which HTTP says so.
#[derive(Debug)]
pub enum Refusal {
    /// The request makes no sense.
    Unreadable(Message),
    /// There is no such thing.
    Missing(Message),
    /// Somebody else has changed it; what stands there now, piece by piece.
    Changed(Message, Value),
    /// It would do harm: one sentence, and the problems that would be new.
    Refused(Message, Value),
    /// The machine failed.
    Machine(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Machine(error)
    }
}

impl Refusal {
    /// Why nothing was written: somebody was faster, or the machine failed.
    pub fn unwritten(error: io::Error) -> Self {
        if matches!(error.kind(), io::ErrorKind::Other | io::ErrorKind::AlreadyExists) {
            Self::Changed(say!("this could not be written: {error}", error), json!([]))
        } else {
            Self::Machine(error)
        }
    }

    /// The status of the answer (RFC 9110, section 15).
    pub fn status(&self) -> u16 {
        match self {
            Self::Unreadable(_) => 400,
            Self::Missing(_) => 404,
            Self::Changed(..) => 409,
            Self::Refused(..) => 422,
            Self::Machine(_) => 500,
        }
    }

    /// What is told, in a language.
    pub fn told(&self, tongue: &dyn Tongue) -> Value {
        match self {
            Self::Unreadable(why) | Self::Missing(why) => json!({ "message": tongue.say(why) }),
            Self::Changed(why, now) => json!({ "message": tongue.say(why), "now": now }),
            Self::Refused(why, findings) => json!({ "message": tongue.say(why), "findings": findings }),
            Self::Machine(error) => json!({ "message": tongue.say(&say!("this could not be written: {error}", error)) }),
        }
    }
}
