//! Random values for the properties of what is private. Properties of what is public are among the tests, with proptest.

use std::env;
use std::hash::{BuildHasher, RandomState};
use std::thread;

/// The default number of cases.
const CASES: u64 = 1_000;

/// A source of random numbers.
pub(crate) struct Random(u64);

/// Runs a test with many sources. `PROPTEST_CASES` sets how many.
///
/// A case that fails prints its seed. `PODWRIGHT_SEED` runs that case alone.
pub(crate) fn cases(test: impl Fn(&mut Random)) {
    let number = |variable: &str| Some(env::var(variable).ok()?.parse::<u64>().expect("a number"));
    if let Some(seed) = number("PODWRIGHT_SEED") {
        test(&mut Random(seed));
        return;
    }
    let mut seeds = Random(RandomState::new().hash_one(()));
    for _ in 0..number("PROPTEST_CASES").unwrap_or(CASES) {
        let case = Case { seed: seeds.next() };
        test(&mut Random(case.seed));
    }
}

struct Case {
    seed: u64,
}

impl Drop for Case {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("PODWRIGHT_SEED={} repeats this case", self.seed);
        }
    }
}

impl Random {
    /// Returns the next number. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        number ^ (number >> 31)
    }

    /// Returns a number of a range that is not empty.
    pub(crate) fn within(&mut self, from: i64, to: i64) -> i64 {
        let count = to.abs_diff(from) + 1;
        from.wrapping_add_unsigned(self.next() % count)
    }

    /// Returns a number from zero up to `end`, without `end` itself.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).expect("64 bits")).expect("below a usize")
    }

    /// Returns an item of a list that is not empty.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// Returns up to `most` items.
    pub(crate) fn list<T>(&mut self, most: usize, mut item: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| item(self)).collect()
    }

    /// Returns a text of up to `most` characters of an alphabet.
    pub(crate) fn text(&mut self, alphabet: &str, most: usize) -> String {
        let alphabet: Vec<char> = alphabet.chars().collect();
        self.list(most, |random| random.pick(&alphabet)).into_iter().collect()
    }
}
