use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt::Write;

use super::super::object::Identity;
use super::install_order::is_known;

/// Names for the files of a set of objects, no two the same.
#[derive(Debug, Default)]
pub(crate) struct FileNames {
    /// How often each name, without its ending, was asked for.
    given: HashMap<String, usize>,
}

impl FileNames {
    /// With `~`, a number and `.yaml` behind it, no longer than the 255 bytes that the file systems in use allow.
    const LONGEST: usize = 240;
    /// What is kept of a longer name, before `~` and 32 digits.
    const KEPT: usize = 200;

    /// `deployment_shop_web.yaml`: see [`Yaml::write_dir`](crate::manifest::Yaml::write_dir).
    pub(crate) fn of(&mut self, identity: &Identity) -> String {
        let stem = short(stem(identity));
        loop {
            let count = self.given.entry(stem.clone()).or_default();
            *count += 1;
            let count = *count;
            if count == 1 {
                return stem + ".yaml";
            }
            if let Entry::Vacant(entry) = self.given.entry(format!("{stem}~{count}")) {
                let name = format!("{}.yaml", entry.key());
                entry.insert(1);
                return name;
            }
        }
    }
}

fn stem(identity: &Identity) -> String {
    let mut stem = identity.kind.to_lowercase().chars().fold(String::new(), push);
    if !is_known(identity) && !identity.group().is_empty() {
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

/// Keeps what names of DNS are made of; all else is escaped, so that the separators `_` and `~` are free.
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

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

/// A name that is too long ends with a digest of all of it.
fn short(mut stem: String) -> String {
    if stem.len() > FileNames::LONGEST {
        let digest = fnv(stem.as_bytes());
        stem.truncate(FileNames::KEPT);
        // Writing to a text cannot fail.
        let _ = write!(stem, "~{digest:032x}");
    }
    stem
}

/// FNV-1a in 128 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn fnv(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = (1 << 88) + 0x13b;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}
