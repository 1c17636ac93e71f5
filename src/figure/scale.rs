//! The least and the greatest value -> an axis: round ticks, and where a value stands on it.
//!
//! Steps are 1, 2 or 5 times a power of ten (Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990).

/// Values beyond this are refused when figures are read, so that no step of an axis is lost in rounding.
pub const GREATEST: f64 = 1e15;

/// An axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Axis {
    /// Values of its ticks, from the least.
    pub ticks: Vec<f64>,
    /// Decimals that the ticks need.
    pub decimals: usize,
    /// Where it begins.
    pub from: f64,
    /// Where it ends; greater than `from`.
    pub to: f64,
}

impl Axis {
    /// An axis that covers `least..=greatest` with about `count` ticks, both ends on a tick.
    pub fn covering(least: f64, greatest: f64, count: u32) -> Self {
        let (least, greatest) = if least <= greatest { (least, greatest) } else { (greatest, least) };
        let (least, greatest) = (least.clamp(-GREATEST, GREATEST), greatest.clamp(-GREATEST, GREATEST));
        let (least, greatest) = if greatest - least > f64::EPSILON * greatest.abs().max(1.0) {
            (least, greatest)
        } else {
            // One value only: an axis around it.
            let half = if least == 0.0 { 1.0 } else { least.abs() / 2.0 };
            (least - half, greatest + half)
        };
        let step = nice((greatest - least) / f64::from(count.max(1)));
        let (low, high) = ((least / step).floor(), (greatest / step).ceil());
        let mut ticks = Vec::new();
        let mut n = low;
        while n <= high && ticks.len() < 64 {
            ticks.push(n * step);
            n += 1.0;
        }
        let decimals = (0..15).find(|d| step >= 10_f64.powi(-d) * 0.999).unwrap_or(15);
        Self { decimals: usize::try_from(decimals).unwrap_or(0), from: low * step, to: high * step, ticks }
    }

    /// An axis that ends where the values do, for marks that say their numbers themselves.
    pub fn bare(least: f64, greatest: f64) -> Self {
        let whole = Self::covering(least, greatest, 4);
        if greatest - least > f64::EPSILON * greatest.abs().max(1.0) {
            Self { from: least, to: greatest, ..whole }
        } else {
            whole
        }
    }

    /// Where a value stands: 0 at the beginning, 1 at the end.
    pub fn place(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

/// The step of 1, 2 or 5 times a power of ten that is not smaller than `raw`.
fn nice(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0];
    steps.iter().find(|s| *s * power >= raw * 0.999_999).map_or(10.0 * power, |s| s * power)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Axis;

    #[test]
    fn ticks_are_round() {
        assert_eq!(Axis::covering(0.0, 120.0, 5).ticks, [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(Axis::covering(0.0, 3.5, 4).ticks, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(Axis::covering(-12.0, 31.0, 5).ticks, [-20.0, -10.0, 0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(Axis::covering(0.0, 0.04, 4).decimals, 2);
        assert!((Axis::covering(7.0, 7.0, 4).place(7.0) - 0.5).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn every_value_stands_on_its_axis(a in -1e15..1e15_f64, b in -1e15..1e15_f64, count in 1..12_u32) {
            let axis = Axis::covering(a, b, count);
            prop_assert!(axis.to > axis.from && axis.ticks.len() >= 2 && axis.ticks.len() <= 64);
            prop_assert!(axis.from <= a.min(b) + 1e-6 * a.abs().max(1.0) && axis.to >= a.max(b) - 1e-6 * b.abs().max(1.0));
            prop_assert!(axis.ticks.windows(2).all(|t| t[0] < t[1]));
        }
    }
}
