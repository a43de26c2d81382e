//! Two programs measured against each other, in turns, so that whatever else the machine does hits both.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// An odd number, so that one of the rounds is the median.
const ROUNDS: usize = 201;

/// About what one side of a round takes: long against the clock's resolution, short against a scheduler's.
const ROUND_TIME: Duration = Duration::from_micros(500);

/// How many times as long `left` takes as `right`, each with the dropping of what it makes: the median of the rounds.
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

/// The same without the dropping.
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

/// The median of the ratios of so many rounds; every other round begins with the other side.
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

/// Fills the list, whose content is dropped before the clock starts.
fn kept<T>(list: &mut Vec<T>, program: &mut impl FnMut() -> T) -> Duration {
    list.clear();
    let start = Instant::now();
    for _ in 0..list.capacity() {
        list.push(black_box(program()));
    }
    start.elapsed()
}
