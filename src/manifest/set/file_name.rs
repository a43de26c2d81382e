use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use super::super::identity::Identity;
use crate::kind;

/// Unique file names for the objects of a manifest.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    /// How often each name, without its extension, was needed.
    counts: HashMap<String, usize>,
}

impl FileNames {
    /// The longest name, in bytes. With `~`, a number and `.yaml` it fits the 255 bytes that file systems allow.
    const LONGEST: usize = 240;
    /// How many bytes of a longer name are kept, before `~` and 32 digits.
    const KEPT: usize = 200;

    /// Takes a name, without its extension, for another file.
    #[inline]
    pub(crate) fn reserve(&mut self, stem: &str) {
        self.counts.insert(stem.to_owned(), 1);
    }

    /// Returns `deployment_shop_web.yaml`, as [`Yaml::write_dir`](crate::manifest::Yaml::write_dir) describes it.
    #[inline]
    pub(crate) fn of(&mut self, identity: &Identity) -> String {
        let stem = short(stem(identity));
        loop {
            let count = self.counts.entry(stem.clone()).or_default();
            *count += 1;
            let count = *count;
            if count == 1 {
                return stem + ".yaml";
            }
            if let Entry::Vacant(entry) = self.counts.entry(format!("{stem}~{count}")) {
                let name = format!("{}.yaml", entry.key());
                entry.insert(1);
                return name;
            }
        }
    }
}

#[inline]
fn stem(identity: &Identity) -> String {
    let mut stem = identity.kind.to_lowercase().chars().fold(String::new(), push);
    if !identity.group().is_empty() && kind::find(identity.group(), &identity.kind).is_none() {
        stem.push('.');
        stem = identity.group().chars().fold(stem, push);
    }
    for part in identity.namespace.iter().chain(&identity.name) {
        stem.push('_');
        stem = part.chars().fold(stem, push);
    }
    if let (None, Some(prefix)) = (&identity.name, &identity.generate_name) {
        stem.push('_');
        stem = prefix.chars().fold(stem, push);
        stem.push('~');
    }
    stem
}

/// Keeps the characters of DNS names. Escapes all others, so that `_` and `~` can be separators.
#[inline]
fn push(mut stem: String, c: char) -> String {
    if matches!(c, 'a'..='z' | '0'..='9' | '-' | '.') {
        stem.push(c);
    } else {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            stem.extend(['%', hex(byte >> 4), hex(byte & 0xf)]);
        }
    }
    stem
}

#[inline]
fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

/// Replaces the end of a name that is too long by a digest of the whole name.
#[inline]
fn short(mut stem: String) -> String {
    if stem.len() > FileNames::LONGEST {
        let digest = fnv(stem.as_bytes());
        stem.truncate(FileNames::KEPT);
        // Writing to a text cannot fail.
        let _ = write!(stem, "~{digest:032x}");
    }
    stem
}

/// Computes FNV-1a in 128 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>.
#[inline]
fn fnv(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = (1 << 88) + 0x13b;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}
