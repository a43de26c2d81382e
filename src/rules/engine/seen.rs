use std::collections::HashSet;
use std::hash::Hash;

/// The number of containers whose names are compared one by one. Beyond it, their names go into a set.
pub(crate) const CONTAINERS: usize = 64;

/// A set of the items seen so far.
///
/// The first `FEW` items are compared one by one, without an allocation. The others go into a hash set, so that long lists
/// take no quadratic time.
#[derive(Debug)]
pub(crate) struct Seen<T, const FEW: usize = 8> {
    few: [Option<T>; FEW],
    len: usize,
    many: Option<HashSet<T>>,
}

impl<T: Copy + Eq + Hash, const FEW: usize> Seen<T, FEW> {
    pub(crate) fn new() -> Self {
        Self { few: [None; FEW], len: 0, many: None }
    }

    pub(crate) fn contains(&self, item: T) -> bool {
        self.few[..self.len].contains(&Some(item))
            || self.many.as_ref().is_some_and(|many| many.contains(&item))
    }

    /// Adds an item. Returns whether it is new.
    pub(crate) fn insert(&mut self, item: T) -> bool {
        if self.contains(item) {
            return false;
        }
        if self.len < FEW {
            self.few[self.len] = Some(item);
            self.len += 1;
            true
        } else {
            self.many.get_or_insert_default().insert(item)
        }
    }
}

impl<T: Copy + Eq + Hash, const FEW: usize> Extend<T> for Seen<T, FEW> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn many_items_are_remembered_as_few_are() {
        let mut seen = Seen::<_, 8>::new();
        for i in 0..100 {
            assert!(!seen.contains(i));
            assert!(seen.insert(i));
        }
        for i in 0..100 {
            assert!(seen.contains(i));
            assert!(!seen.insert(i));
        }
        assert_eq!(seen.many.map(|many| many.len()), Some(92));
    }

    #[test]
    fn few_items_need_no_set() {
        let mut seen = Seen::<_, 8>::new();
        seen.extend(0..8);
        assert!(seen.contains(7) && seen.many.is_none());
    }
}
