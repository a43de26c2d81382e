//! The order in which the fields of a struct are written.
//!
//! Hash tables, computed at compile time, find structs and keys by their names.

mod table;

use table::{ANY, ORDERS, is_noise_when_empty};

/// The entry of a list that stands for all fields that the list does not name.
const REST: &str = "*";

/// The published order of one struct's fields.
#[derive(Debug)]
pub(crate) struct Order {
    name: &'static str,
    /// In the published order.
    keys: &'static [Key],
    /// The index in `keys` for each hash. A collision takes the next slot.
    slots: &'static [u8; KEY_SLOTS],
    /// The rank of a field that the list does not name.
    pub(crate) rest: u8,
}

impl Order {
    /// Returns the keys that the list names, in the published order.
    #[cfg(feature = "app")]
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }

    /// Returns the key of this name.
    #[inline]
    pub(crate) fn find(&self, name: &str) -> Option<&'static Key> {
        let mut slot = hash(name) % KEY_SLOTS;
        loop {
            let key = self.keys.get(usize::from(self.slots[slot]))?;
            if is_same(key.name, name) {
                return Some(key);
            }
            slot = (slot + 1) % KEY_SLOTS;
        }
    }
}

/// A key of the published order. It is a word that needs no quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// `name: ` with blanks before and after it, see [`line`](Self::line).
    padded: [u8; Self::INDENT + Self::LINE],
    pub(crate) rank: u8,
    /// Whether the API server reads an empty value like a missing one.
    pub(crate) is_noise_when_empty: bool,
}

impl Key {
    /// The deepest indentation for [`line`](Self::line).
    const INDENT: usize = 32;
    /// The longest name for [`line`](Self::line), with `: `.
    const NAME: usize = 32;
    const LINE: usize = Self::INDENT + Self::NAME;

    const NONE: Self =
        Self { name: "", padded: [b' '; Self::INDENT + Self::LINE], rank: 0, is_noise_when_empty: false };

    const fn new(struct_name: &str, name: &'static str, rank: usize) -> Self {
        let mut key = Self::NONE;
        if name.len() + 2 <= Self::NAME {
            let (_, line) = key.padded.split_at_mut(Self::INDENT);
            let (start, rest) = line.split_at_mut(name.len());
            start.copy_from_slice(name.as_bytes());
            rest[0] = b':';
        }
        let is_noise_when_empty = is_noise_when_empty(struct_name, name);
        Self { name, rank: narrow(rank), is_noise_when_empty, ..key }
    }

    /// Returns the indentation and `name: `, padded with blanks to a constant size, which is copied without a call.
    #[inline]
    pub(crate) fn line(&self, indent: usize) -> Option<&[u8; Self::LINE]> {
        if self.name.len() + 2 > Self::NAME {
            return None;
        }
        self.padded.get(Self::INDENT.checked_sub(indent)?..)?.first_chunk()
    }
}

/// Returns the order for the struct that `serialize_struct` names.
#[expect(clippy::inline_always, reason = "inlined, the hash of the name is a constant")]
#[inline(always)]
pub(crate) fn of(name: &str) -> &'static Order {
    let mut slot = hash(name) % SLOTS;
    loop {
        match INDEX[slot] {
            EMPTY => return &ANY,
            at if ORDERS[at as usize].name == name => return &ORDERS[at as usize],
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

const fn keys<const N: usize>(struct_name: &str, published: [&'static str; N]) -> [Key; N] {
    let mut keys = [Key::NONE; N];
    let mut rank = 0;
    while rank < N {
        keys[rank] = Key::new(struct_name, published[rank], rank);
        rank += 1;
    }
    keys
}

const fn slots(keys: &[Key]) -> [u8; KEY_SLOTS] {
    let mut slots = [EMPTY; KEY_SLOTS];
    let mut at = 0;
    while at < keys.len() {
        let mut slot = hash(keys[at].name) % KEY_SLOTS;
        while slots[slot] != EMPTY {
            slot = (slot + 1) % KEY_SLOTS;
        }
        slots[slot] = narrow(at);
        at += 1;
    }
    slots
}

/// Returns whether two texts are equal, without a call for short ones.
#[inline]
fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    match left.len() {
        length if length != right.len() => false,
        4..=8 => {
            left.first_chunk::<4>() == right.first_chunk() && left.last_chunk::<4>() == right.last_chunk()
        }
        9..=16 => {
            left.first_chunk::<8>() == right.first_chunk() && left.last_chunk::<8>() == right.last_chunk()
        }
        _ => left == right,
    }
}

const fn rest(published: &[Key]) -> u8 {
    let mut at = 0;
    while at < published.len() {
        if published[at].name.len() == REST.len() && published[at].name.as_bytes()[0] == REST.as_bytes()[0] {
            return narrow(at);
        }
        at += 1;
    }
    narrow(published.len())
}

#[expect(clippy::cast_possible_truncation, reason = "asserted in the line above the cast")]
const fn narrow(number: usize) -> u8 {
    assert!(number < EMPTY as usize);
    number as u8
}

const SLOTS: usize = 512;
/// More slots than any struct has keys. A search ends at an empty slot.
const KEY_SLOTS: usize = 128;
const EMPTY: u8 = u8::MAX;

/// The index in [`ORDERS`] for each hash. A collision takes the next slot.
static INDEX: [u8; SLOTS] = index();

const fn index() -> [u8; SLOTS] {
    let mut slots = [EMPTY; SLOTS];
    let mut at = 0;
    while at < ORDERS.len() {
        let mut slot = hash(ORDERS[at].name) % SLOTS;
        while slots[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = narrow(at);
        at += 1;
    }
    slots
}

#[expect(clippy::inline_always, reason = "inlined, it is a constant where the name is one")]
#[inline(always)]
const fn hash(name: &str) -> usize {
    let name = name.as_bytes();
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) =
        (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    name.len() * 67 + first * 31 + middle * 7 + last * 3
}

#[cfg(test)]
mod tests {
    use super::table::PUBLISHED;
    use super::*;

    /// Returns the page that the docs show, made from the lists.
    fn page() -> String {
        let mut page = String::from(
            "# The order of keys\n\n\
             | structs | their keys, in the order in which they are written |\n\
             | --- | --- |\n\
             | any other | `apiVersion`, `kind`, `metadata`, `name`, then the rest in alphabetical order |\n",
        );
        let mut left: Vec<_> = PUBLISHED.iter().collect();
        while let [(_, keys), ..] = left[..] {
            let alike = left.extract_if(.., |other| other.1 == *keys).map(|(name, _)| format!("`{name}`"));
            let alike = alike.collect::<Vec<_>>().join(", ");
            let keys =
                keys.iter().map(|key| if *key == REST { "the rest".into() } else { format!("`{key}`") });
            page.extend(["| ", &alike, " | ", &keys.collect::<Vec<_>>().join(", "), " |\n"]);
        }
        page
    }

    #[test]
    fn the_published_table_is_the_one_in_use() {
        assert_eq!(
            include_str!("../KEY_ORDER.md"),
            page(),
            "src/manifest/KEY_ORDER.md is to be replaced by:\n{}",
            page()
        );
    }

    #[test]
    fn every_struct_is_found_by_its_name() {
        for (name, keys) in PUBLISHED {
            let order = of(name);
            assert_eq!(order.name, *name);
            assert_eq!(order.keys.len(), keys.len());
            for (rank, key) in keys.iter().enumerate() {
                let found = order.find(key).map(|key| usize::from(key.rank));
                assert_eq!(found, Some(rank), "{name} has the key {key} twice");
            }
        }
        assert_eq!(of("Widget").name, "any other");
        assert_eq!(of("").name, "any other");
    }

    #[test]
    fn every_known_key_may_stand_without_quotes() {
        for key in ORDERS.iter().flat_map(|order| order.keys).filter(|key| key.name != REST) {
            assert!(
                key.name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && key.name.len() > 1,
                "{}",
                key.name
            );
            assert!(crate::manifest::yaml::is_plain(key.name), "{}", key.name);
        }
    }

    #[test]
    fn a_key_that_no_list_names_has_the_rank_of_the_rest() {
        assert!(of("Container").find("new").is_none());
        assert_eq!(usize::from(of("Container").rest), of("Container").keys.len());
        let spec = of("PodSpec");
        assert!(spec.find("volumes").is_some_and(|volumes| spec.rest < volumes.rank));
    }
}
