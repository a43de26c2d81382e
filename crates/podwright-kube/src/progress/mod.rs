//! Shows how far the objects of a wait are.
//!
//! [`Wait::ready`](crate::Wait::ready) takes a [`Progress`]: [`Quiet`] shows nothing, [`Lines`] writes plain lines, and with the
//! feature `indicatif` `Bars` draws a line for each workload, and below it a line for each of its pods.

#[cfg(feature = "indicatif")]
mod bars;
mod lines;

#[cfg(feature = "indicatif")]
pub use bars::Bars;
pub use lines::Lines;

use crate::status::Status;

/// Shows how far objects are.
pub trait Progress {
    /// Shows the status of all objects. It is called when one of them changes.
    fn update(&mut self, statuses: &[Status]);

    /// Ends the display, when the wait ends.
    fn finish(&mut self) {}
}

/// Shows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn update(&mut self, _: &[Status]) {}
}

impl<P: Progress + ?Sized> Progress for &mut P {
    fn update(&mut self, statuses: &[Status]) {
        (**self).update(statuses);
    }

    fn finish(&mut self) {
        (**self).finish();
    }
}
