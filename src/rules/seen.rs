use std::collections::HashSet;
use std::hash::Hash;

/// How many items are compared one by one before a set is made for them.
const FEW: usize = 8;

/// What has been seen so far: allocates nothing for a few items, and takes no quadratic time for many.
#[derive(Debug)]
pub(crate) struct Seen<T> {
    few: [Option<T>; FEW],
    len: usize,
    many: Option<HashSet<T>>,
}

impl<T: Copy + Eq + Hash> Seen<T> {
    pub(crate) fn new() -> Self {
        Self { few: [None; FEW], len: 0, many: None }
    }

    pub(crate) fn contains(&self, item: T) -> bool {
        self.few[..self.len].contains(&Some(item))
            || self.many.as_ref().is_some_and(|many| many.contains(&item))
    }

    /// Remembers an item; tells whether it is a new one.
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

impl<T: Copy + Eq + Hash> Extend<T> for Seen<T> {
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
        let mut seen = Seen::new();
        for i in 0..100 {
            assert!(!seen.contains(i));
            assert!(seen.insert(i));
        }
        for i in 0..100 {
            assert!(seen.contains(i));
            assert!(!seen.insert(i));
        }
    }
}
