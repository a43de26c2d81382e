//! What the strategies are made of.

use std::fmt::Debug;
use std::str::FromStr;

use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::sample::Index;
use proptest::strategy::BoxedStrategy;
use proptest::string::string_regex;

/// Values that are parsed from texts of a pattern, which is narrower than the grammar of the value.
pub(super) fn parsed<T>(pattern: &str) -> BoxedStrategy<T>
where
    T: FromStr<Err: Debug> + Debug + 'static,
{
    texts(pattern).prop_map(|text| text.parse().expect("each text of the pattern fits the grammar")).boxed()
}

/// Texts of a pattern.
pub(super) fn texts(pattern: &str) -> BoxedStrategy<String> {
    string_regex(pattern).expect("patterns are constants").boxed()
}

/// Once in two.
pub(super) fn maybe<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    proptest::option::of(value).boxed()
}

/// Once in six.
pub(super) fn rarely<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Option<T>> {
    prop_oneof![5 => Just(None), 1 => value.prop_map(Some)].boxed()
}

/// True once in six.
pub(super) fn seldom() -> BoxedStrategy<bool> {
    prop_oneof![5 => Just(false), 1 => Just(true)].boxed()
}

/// A few values, often none.
pub(super) fn few<T: Clone + Debug + 'static>(
    value: impl Strategy<Value = T> + 'static,
    most: usize,
) -> BoxedStrategy<Vec<T>> {
    prop_oneof![Just(Vec::new()), proptest::collection::vec(value, 0..=most)].boxed()
}

/// One of a list, if there is one.
pub(super) fn one_of<T>(list: &[T], index: Index) -> Option<&T> {
    (!list.is_empty()).then(|| index.get(list))
}

/// Applies a change where there is something to apply.
pub(super) fn with<T, A>(to: T, argument: Option<A>, change: impl FnOnce(T, A) -> T) -> T {
    match argument {
        Some(argument) => change(to, argument),
        None => to,
    }
}

/// Applies a change where a flag is set.
pub(super) fn when<T>(is: bool, to: T, change: impl FnOnce(T) -> T) -> T {
    if is { change(to) } else { to }
}
