//! Measures two programs in turns, so that other load on the machine affects both.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// The number of rounds. It is odd, so that one round is the median.
const ROUNDS: usize = 201;

/// The approximate time of one side of a round: long for the clock, short for the scheduler.
const ROUND_TIME: Duration = Duration::from_micros(500);

/// Returns the time of `left` divided by that of `right`, each with dropping its results: the median of the rounds.
pub(crate) fn ratio<A, B>(mut left: impl FnMut() -> A, mut right: impl FnMut() -> B) -> f64 {
    let turns = turns(&mut left).min(turns(&mut right));
    median(ROUNDS, |swapped| {
        if swapped {
            let right = repeated(turns, &mut right);
            (repeated(turns, &mut left), right)
        } else {
            (repeated(turns, &mut left), repeated(turns, &mut right))
        }
    })
}

/// Returns the same without dropping the results.
pub(crate) fn ratio_undropped<A, B>(mut left: impl FnMut() -> A, mut right: impl FnMut() -> B) -> f64 {
    const KEPT: usize = 64;
    let (mut lefts, mut rights) = (Vec::with_capacity(KEPT), Vec::with_capacity(KEPT));
    median(ROUNDS, |swapped| {
        if swapped {
            let right = kept(&mut rights, &mut right);
            (kept(&mut lefts, &mut left), right)
        } else {
            (kept(&mut lefts, &mut left), kept(&mut rights, &mut right))
        }
    })
}

/// Returns the median of the ratios of all rounds. Every other round begins with the other side.
pub(crate) fn median(rounds: usize, mut round: impl FnMut(bool) -> (Duration, Duration)) -> f64 {
    round(false);
    let mut ratios: Vec<f64> = (0..rounds)
        .map(|number| {
            let (left, right) = round(number % 2 == 1);
            left.div_duration_f64(right)
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    ratios[rounds / 2]
}

fn turns<T>(program: &mut impl FnMut() -> T) -> u32 {
    let mut turns = 1;
    while repeated(turns, program) < ROUND_TIME && turns < 1 << 20 {
        turns *= 2;
    }
    turns
}

fn repeated<T>(turns: u32, program: &mut impl FnMut() -> T) -> Duration {
    let start = Instant::now();
    for _ in 0..turns {
        drop(black_box(program()));
    }
    start.elapsed()
}

/// Fills the list. Its old content is dropped before the clock starts.
fn kept<T>(list: &mut Vec<T>, program: &mut impl FnMut() -> T) -> Duration {
    list.clear();
    let start = Instant::now();
    for _ in 0..list.capacity() {
        list.push(black_box(program()));
    }
    start.elapsed()
}
