//! The order in which the fields of a struct are written.
//!
//! `k8s_openapi` hands the fields over in alphabetical order, so each struct has its keys in that order too, with the
//! rank that each has in the published order.

mod table;

use table::{ANY, ORDERS, is_noise_when_empty};

/// Where a field that no list names goes.
const REST: &str = "*";

/// The published order of one struct's fields.
#[derive(Debug)]
pub(crate) struct Order {
    name: &'static str,
    /// In alphabetical order.
    keys: &'static [Key],
    /// Of each key, side by side where a search passes over many.
    fingerprints: &'static [u32],
    rest: u8,
}

/// A key of the published order, which is a word that needs no quotes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// `name: ` in the middle of blanks, see [`line`](Self::line).
    padded: [u8; Self::INDENT + Self::LINE],
    pub(crate) rank: u8,
    /// Empty, it says to the API server what its absence says.
    pub(crate) is_noise_when_empty: bool,
}

impl Key {
    /// The deepest indentation and the longest name, with `: `, that [`line`](Self::line) serves.
    const INDENT: usize = 32;
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

    /// The indentation and `name: `, with blanks behind it up to a constant size, which is copied without a call.
    #[inline]
    pub(crate) fn line(&self, indent: usize) -> Option<&[u8; Self::LINE]> {
        if self.name.len() + 2 > Self::NAME {
            return None;
        }
        self.padded.get(Self::INDENT.checked_sub(indent)?..)?.first_chunk()
    }
}

/// Finds the fields of one struct, fast when they come in alphabetical order.
#[derive(Debug)]
pub(crate) struct Cursor {
    order: &'static Order,
    next: usize,
}

impl Cursor {
    #[inline]
    pub(crate) fn new(order: &'static Order) -> Self {
        Self { order, next: 0 }
    }

    #[inline]
    pub(crate) fn find(&mut self, name: &str) -> Option<&'static Key> {
        let sought = fingerprint(name);
        for (at, fingerprint) in self.order.fingerprints.iter().enumerate().skip(self.next) {
            if *fingerprint == sought && is_same(self.order.keys[at].name, name) {
                self.next = at + 1;
                return Some(&self.order.keys[at]);
            }
        }
        self.find_earlier(name)
    }

    #[cold]
    fn find_earlier(&self, name: &str) -> Option<&'static Key> {
        self.order.keys.iter().take(self.next).find(|key| key.name == name)
    }

    /// The rank of a field that no list names.
    pub(crate) fn rest(&self) -> u8 {
        self.order.rest
    }
}

/// The order for the struct that `serialize_struct` names.
#[expect(clippy::inline_always, reason = "inlined, the hash of the name is a constant")]
#[inline(always)]
pub(crate) fn of(name: &str) -> &'static Order {
    let mut slot = hash(name);
    loop {
        match INDEX[slot] {
            EMPTY => return &ANY,
            at if ORDERS[at as usize].name == name => return &ORDERS[at as usize],
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

const fn by_name<const N: usize>(name: &str, published: [&'static str; N]) -> [Key; N] {
    let mut keys = [Key::NONE; N];
    let mut count = 0;
    while count < N {
        let key = published[count];
        let mut at = count;
        while at > 0 && is_less(key, keys[at - 1].name) {
            keys[at] = keys[at - 1];
            at -= 1;
        }
        keys[at] = Key::new(name, key, count);
        count += 1;
    }
    keys
}

const fn fingerprints<const N: usize>(keys: &[Key]) -> [u32; N] {
    let mut fingerprints = [0; N];
    let mut at = 0;
    while at < N {
        fingerprints[at] = fingerprint(keys[at].name);
        at += 1;
    }
    fingerprints
}

/// Whether two texts of one fingerprint, and so of one length, are the same, without a call for short ones.
#[inline]
fn is_same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    match left.len() {
        4..=8 => {
            left.first_chunk::<4>() == right.first_chunk() && left.last_chunk::<4>() == right.last_chunk()
        }
        9..=16 => {
            left.first_chunk::<8>() == right.first_chunk() && left.last_chunk::<8>() == right.last_chunk()
        }
        _ => left == right,
    }
}

/// Different for all but a few keys, and for keys of different lengths.
#[inline]
const fn fingerprint(name: &str) -> u32 {
    let name = name.as_bytes();
    if name.is_empty() {
        return 0;
    }
    u32::from_le_bytes([
        name[0],
        name[name.len() / 2],
        name[name.len() - 1],
        if name.len() < 255 { narrow(name.len()) } else { 255 },
    ])
}

const fn rest(published: &[&str]) -> u8 {
    let mut at = 0;
    while at < published.len() {
        if published[at].len() == REST.len() && published[at].as_bytes()[0] == REST.as_bytes()[0] {
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

const fn is_less(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut at = 0;
    while at < left.len() && at < right.len() {
        if left[at] != right[at] {
            return left[at] < right[at];
        }
        at += 1;
    }
    left.len() < right.len()
}

const SLOTS: usize = 512;
const EMPTY: u8 = u8::MAX;

/// Where in [`ORDERS`] the struct of a hash is; collisions go on to the next slot.
static INDEX: [u8; SLOTS] = index();

const fn index() -> [u8; SLOTS] {
    let mut slots = [EMPTY; SLOTS];
    let mut at = 0;
    while at < ORDERS.len() {
        let mut slot = hash(ORDERS[at].name);
        while slots[slot] != EMPTY {
            slot = (slot + 1) % SLOTS;
        }
        slots[slot] = narrow(at);
        at += 1;
    }
    slots
}

#[expect(clippy::inline_always, reason = "inlined, it is a constant")]
#[inline(always)]
const fn hash(name: &str) -> usize {
    let name = name.as_bytes();
    if name.is_empty() {
        return 0;
    }
    let (first, middle, last) =
        (name[0] as usize, name[name.len() / 2] as usize, name[name.len() - 1] as usize);
    (name.len() * 67 + first * 31 + middle * 7 + last * 3) % SLOTS
}

#[cfg(test)]
mod tests {
    use super::table::PUBLISHED;
    use super::*;

    /// The page that the docs show, made from the lists above.
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
            assert!(order.keys.is_sorted_by(|a, b| a.name < b.name), "{name} has a key twice");
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
    fn keys_are_found_in_any_order() {
        let mut cursor = Cursor::new(of("Container"));
        for (key, rank) in [("image", 1), ("name", 0), ("workingDir", 7), ("args", 6), ("args", 6)] {
            assert_eq!(cursor.find(key).map(|key| key.rank), Some(rank), "{key}");
        }
        assert!(cursor.find("new").is_none());
        assert_eq!(usize::from(cursor.rest()), of("Container").keys.len());
        let mut cursor = Cursor::new(of("PodSpec"));
        assert!(cursor.find("volumes").is_some_and(|volumes| cursor.rest() < volumes.rank));
    }
}
