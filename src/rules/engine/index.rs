//! The one type of map that the rules use.
//!
//! The compiler compiles the machinery of a map for each type of key and value: up to fifty thousand lines of LLVM IR. All
//! lists of the rules share one map, from keys to places in a list.

use std::collections::BTreeMap;

/// A key: two texts and a number. A key of fewer parts leaves the others empty.
pub(crate) type Key<'p> = (&'p str, &'p str, i32);

/// What can be a key.
pub(crate) trait AsKey<'p>: Copy {
    /// Returns the key. Equal keys are of equal values.
    fn key(self) -> Key<'p>;
}

impl<'p> AsKey<'p> for &'p str {
    fn key(self) -> Key<'p> {
        (self, "", 0)
    }
}

impl AsKey<'_> for i32 {
    fn key(self) -> Key<'static> {
        ("", "", self)
    }
}

impl<'p> AsKey<'p> for (&'p str, &'p str) {
    fn key(self) -> Key<'p> {
        (self.0, self.1, 0)
    }
}

impl<'p> AsKey<'p> for (&'p str, i32) {
    fn key(self) -> Key<'p> {
        (self.0, "", self.1)
    }
}

impl<'p> AsKey<'p> for (i32, &'p str) {
    fn key(self) -> Key<'p> {
        (self.1, "", self.0)
    }
}

impl<'p> AsKey<'p> for (&'p str, bool) {
    fn key(self) -> Key<'p> {
        (self.0, "", i32::from(self.1))
    }
}

impl<'p> AsKey<'p> for Key<'p> {
    fn key(self) -> Key<'p> {
        self
    }
}

/// A set of keys, each with a place, in the order of the keys.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keys<'p>(BTreeMap<Key<'p>, usize>);

impl<'p> Keys<'p> {
    pub(crate) const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub(crate) fn contains<'k>(&self, key: impl AsKey<'k>) -> bool {
        self.place(key.key()).is_some()
    }

    /// Adds a key. Returns whether it is new.
    pub(crate) fn insert(&mut self, key: impl AsKey<'p>) -> bool {
        self.add(key.key(), 0).is_none()
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, key: Key<'_>) -> Option<usize> {
        self.0.get(&key).copied()
    }

    /// Adds a key with its place. Returns the place that it has already; that does not change.
    fn add(&mut self, key: Key<'p>, place: usize) -> Option<usize> {
        let earlier = self.place(key);
        if earlier.is_none() {
            self.0.insert(key, place);
        }
        earlier
    }
}

impl<'p, K: AsKey<'p>> Extend<K> for Keys<'p> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

/// A map from keys to values.
#[derive(Clone, Debug)]
pub(crate) struct Index<'p, V> {
    keys: Keys<'p>,
    values: Vec<V>,
}

impl<'p, V> Index<'p, V> {
    pub(crate) const fn new() -> Self {
        Self { keys: Keys::new(), values: Vec::new() }
    }

    pub(crate) fn get<'k>(&self, key: impl AsKey<'k>) -> Option<&V> {
        self.values.get(self.keys.place(key.key())?)
    }

    pub(crate) fn get_mut<'k>(&mut self, key: impl AsKey<'k>) -> Option<&mut V> {
        self.values.get_mut(self.keys.place(key.key())?)
    }

    /// Adds a value. Returns the value that the key has already; that does not change.
    pub(crate) fn insert(&mut self, key: impl AsKey<'p>, value: V) -> Option<&V> {
        if let Some(place) = self.keys.add(key.key(), self.values.len()) {
            return self.values.get(place);
        }
        self.values.push(value);
        None
    }

    /// Sets the value of a key.
    pub(crate) fn set(&mut self, key: impl AsKey<'p>, value: V) {
        match self.keys.add(key.key(), self.values.len()) {
            Some(place) => self.values[place] = value,
            None => self.values.push(value),
        }
    }

    /// Returns the value of a key, which is the default at first.
    pub(crate) fn or_default(&mut self, key: impl AsKey<'p>) -> &mut V
    where
        V: Default,
    {
        let new = self.values.len();
        let place = self.keys.add(key.key(), new).unwrap_or(new);
        if place == new {
            self.values.push(V::default());
        }
        &mut self.values[place]
    }

    /// Returns the first texts of the keys and the values, in the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'p str, &V)> {
        self.keys.0.iter().map(|(key, place)| (key.0, &self.values[*place]))
    }
}

impl<V> Default for Index<'_, V> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{Index, Keys};

    #[test]
    fn a_key_keeps_its_first_value() {
        let mut index = Index::new();
        assert_eq!(index.insert("b", 1), None);
        assert_eq!(index.insert("a", 2), None);
        assert_eq!(index.insert("b", 3), Some(&1));
        if let Some(value) = index.get_mut("a") {
            *value = 4;
        }
        assert_eq!(index.get("a"), Some(&4));
        assert_eq!(index.get("c"), None);
        assert_eq!(index.iter().collect::<Vec<_>>(), [("a", &4), ("b", &1)]);
    }

    #[test]
    fn a_key_has_the_value_that_was_set_last() {
        let mut index = Index::new();
        index.set("a", 1);
        index.set("b", 2);
        index.set("a", 3);
        *index.or_default("b") += 4;
        *index.or_default("c") += 5;
        assert_eq!(index.iter().collect::<Vec<_>>(), [("a", &3), ("b", &6), ("c", &5)]);
    }

    #[test]
    fn parts_of_a_key_do_not_run_together() {
        let mut keys = Keys::new();
        for key in [("a", "b", 0), ("a", "", 1), ("b", "", 0), ("", "ab", 0), ("", "", 0)] {
            assert!(keys.insert(key));
        }
        assert!(!keys.insert(("a", "b")) && !keys.insert(("a", true)) && !keys.insert("b"));
        assert!(keys.contains((1, "a")) && !keys.contains("ab") && !keys.contains(1));
    }
}
