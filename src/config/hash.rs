//! The hash of what a map or a secret holds.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1;

use super::sha256::{Hmac, Sha256};
use crate::value::{AnnotationKey, Annotations, DnsSubdomain};

/// The number of characters of a digest that are used.
const SHOWN: usize = 10;

/// Returns the hash of the entries of a ConfigMap: the first ten characters of a SHA-256 in lower-case hexadecimal.
///
/// The order of the entries is that of the keys. Before each list stands its number of entries, and before each key and each
/// value its length, so that different maps never have the same bytes.
pub(super) fn of_entries(texts: &BTreeMap<&str, &[u8]>, bytes: &BTreeMap<&str, &[u8]>) -> String {
    let mut digest = Sha256::new();
    add(texts, &mut |bytes| digest.update(bytes));
    add(bytes, &mut |bytes| digest.update(bytes));
    shown(&digest.digest())
}

/// Returns the hash of what a ConfigMap holds.
pub(crate) fn of_config_map(map: &v1::ConfigMap) -> String {
    let texts = map.data.iter().flatten().map(|(key, value)| (key.as_str(), value.as_bytes()));
    let bytes = map.binary_data.iter().flatten().map(|(key, value)| (key.as_str(), value.0.as_slice()));
    of_entries(&texts.collect(), &bytes.collect())
}

/// Returns the hash of what a Secret holds, which nobody computes who does not know the key.
pub(super) fn of_secret(key: &[u8], secret: &v1::Secret) -> String {
    let mut entries: BTreeMap<_, _> =
        secret.data.iter().flatten().map(|(key, value)| (key.as_str(), value.0.as_slice())).collect();
    // The API server prefers them.
    entries.extend(secret.string_data.iter().flatten().map(|(key, value)| (key.as_str(), value.as_bytes())));
    let mut digest = Hmac::new(key);
    add(&entries, &mut |bytes| digest.update(bytes));
    shown(&digest.digest())
}

fn add(entries: &BTreeMap<&str, &[u8]>, update: &mut dyn FnMut(&[u8])) {
    let number = |number: usize| u64::try_from(number).unwrap_or(u64::MAX).to_be_bytes();
    update(&number(entries.len()));
    for (key, value) in entries {
        update(&number(key.len()));
        update(key.as_bytes());
        update(&number(value.len()));
        update(value);
    }
}

fn shown(digest: &[u8]) -> String {
    let hex =
        |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'));
    digest.iter().flat_map(hex).take(SHOWN).collect()
}

/// The maximum length of the name in the key of an annotation, in bytes.
const KEY_MAX: usize = 63;

/// Returns the annotation of a checksum: `checksum.podwright/configmap.web-config`.
pub(super) fn annotation(kind: &str, name: &DnsSubdomain, checksum: String) -> Annotations {
    let full = format!("{kind}.{name}");
    let key = if full.len() <= KEY_MAX {
        full
    } else {
        let mut digest = Sha256::new();
        digest.update(full.as_bytes());
        let start = full.get(..KEY_MAX - SHOWN - 1).unwrap_or(kind);
        format!("{start}-{}", shown(&digest.digest()))
    };
    Annotations::new().with(AnnotationKey::of_checksum(&key), checksum)
}

#[cfg(test)]
mod tests {
    use k8s_openapi::ByteString;
    use k8s_openapi::api::core::v1;

    use super::{annotation, of_entries, of_secret};
    use crate::value::{AnnotationKey, DnsSubdomain};

    type Entries<'a> = &'a [(&'a str, &'a [u8])];

    fn map(data: Entries<'_>, binary: Entries<'_>) -> String {
        of_entries(&data.iter().copied().collect(), &binary.iter().copied().collect())
    }

    #[test]
    fn different_maps_have_different_hashes() {
        let maps: &[(Entries<'_>, Entries<'_>)] = &[
            (&[], &[]),
            (&[("a", b"b")], &[]),
            (&[], &[("a", b"b")]),
            (&[("ab", b"")], &[]),
            (&[("", b"ab")], &[]),
            (&[("a", b""), ("b", b"")], &[]),
            (&[("a", b"")], &[("b", b"")]),
            (&[("a", b"c")], &[]),
        ];
        let mut hashes: Vec<_> = maps.iter().map(|(data, binary)| map(data, binary)).collect();
        assert!(hashes.iter().all(|hash| hash.len() == 10));
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), maps.len());
    }

    #[test]
    fn the_hash_of_a_map_never_changes() {
        assert_eq!(map(&[("level", b"info")], &[]), "05ead480e8");
    }

    #[test]
    fn the_hash_of_a_secret_depends_on_the_key() {
        let data = [("password".to_owned(), ByteString(b"hunter2".to_vec()))].into();
        let secret = v1::Secret { data: Some(data), ..v1::Secret::default() };
        let of = |key: &[u8]| of_secret(key, &secret);
        assert_eq!(of(b"a"), of(b"a"));
        assert_ne!(of(b"a"), of(b"b"));
    }

    #[test]
    fn the_key_of_the_annotation_is_valid() {
        for length in [1, 52, 53, 54, 253] {
            let name: DnsSubdomain = "a".repeat(length).parse().unwrap();
            let annotations = annotation("configmap", &name, String::new());
            let (key, _) = annotations.iter().next().unwrap();
            assert!(key.to_string().parse::<AnnotationKey>().is_ok(), "{length}");
        }
    }
}
