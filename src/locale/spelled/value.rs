//! A number as it is compared: exact to a millionth, however it was written.

use crate::locale::numeral::normal;

/// A millionth.
const ONE: u128 = 1_000_000;

/// A number without sign.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Value(u128);

impl Value {
    /// A whole number.
    pub fn whole(n: u64) -> Self {
        Self(u128::from(n) * ONE)
    }

    /// A share: `part(1, 2)` is a half; thirds are cut.
    pub fn part(over: u64, under: u64) -> Self {
        Self(u128::from(over) * ONE / u128::from(under.max(1)))
    }

    /// A number in ASCII digits with a point; `None` where it is too long to be a quantity.
    pub fn parse(ascii: &str) -> Option<Self> {
        let (whole, fraction) = ascii.split_once('.').unwrap_or((ascii, ""));
        if whole.len() > 18 || fraction.len() > 6 {
            return None;
        }
        let whole: u128 = whole.parse().ok()?;
        let fraction: u128 = format!("{fraction:0<6}").parse().ok()?;
        Some(Self(whole * ONE + fraction))
    }

    /// So many times it; `None` past anything that is written.
    pub fn times(self, scale: u64) -> Option<Self> {
        self.0.checked_mul(u128::from(scale)).map(Self)
    }

    /// A share of it: `by(1, 2)`.
    pub fn by(self, over: u64, under: u64) -> Option<Self> {
        self.times(over).map(|all| Self(all.0 / u128::from(under.max(1))))
    }

    /// The whole number below it, if it is none itself.
    pub fn below(self) -> Option<Self> {
        (!self.0.is_multiple_of(ONE)).then(|| Self(self.0 - self.0 % ONE))
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// As it is compared: `1234.5`.
    pub fn text(self) -> String {
        normal(&format!("{}.{:06}", self.0 / ONE, self.0 % ONE))
    }
}
