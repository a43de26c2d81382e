//! Building blocks of the strategies.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::Index;
use proptest::strategy::BoxedStrategy;
use proptest::string::string_regex;

/// Parses texts of a pattern, which is narrower than the grammar of the value.
pub(super) fn parsed<T>(pattern: &str) -> BoxedStrategy<T>
where
    T: FromStr<Err: Debug> + Debug + 'static,
{
    texts(pattern).prop_map(|text| text.parse().expect("each text of the pattern fits the grammar")).boxed()
}

/// Generates texts of a pattern.
pub(super) fn texts(pattern: &str) -> BoxedStrategy<String> {
    string_regex(pattern).expect("patterns are constants").boxed()
}

/// Generates a value in one of two cases.
pub(super) fn maybe<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    proptest::option::of(value).boxed()
}

/// Generates a value in one of six cases.
pub(super) fn rarely<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop_oneof![5 => Just(None), 1 => value.prop_map(Some)].boxed()
}

/// Generates `true` in one of six cases.
pub(super) fn seldom() -> BoxedStrategy<bool> {
    prop_oneof![5 => Just(false), 1 => Just(true)].boxed()
}

/// Generates a few values, often none.
pub(super) fn few<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
    most: usize,
) -> BoxedStrategy<Vec<T>> {
    prop_oneof![Just(Vec::new()), proptest::collection::vec(value, 0..=most)].boxed()
}

/// Returns an item of a list, if it has any.
pub(super) fn one_of<T>(list: &[T], index: Index) -> Option<&T> {
    (!list.is_empty()).then(|| index.get(list))
}

/// Applies a change if there is an argument for it.
pub(super) fn with<T, A>(to: T, argument: Option<A>, change: impl FnOnce(T, A) -> T) -> T {
    match argument {
        Some(argument) => change(to, argument),
        None => to,
    }
}

/// Applies a change if a flag is set.
pub(super) fn when<T>(is: bool, to: T, change: impl FnOnce(T) -> T) -> T {
    if is { change(to) } else { to }
}
