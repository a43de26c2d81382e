//! The time of the fastest of some rounds, on which other load has the least effect.

use std::time::{Duration, Instant};

const ROUNDS: usize = 9;

/// Returns the seconds that the fastest round takes.
pub(crate) fn fastest(mut round: impl FnMut()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed()
    });
    rounds.min().unwrap_or(Duration::ZERO).as_secs_f64()
}
