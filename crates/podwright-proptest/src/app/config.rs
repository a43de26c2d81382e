//! Strategies of configuration.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

use super::metadata::{metadata_plan, with_metadata};
use crate::pick::{few, seldom};
use crate::text::text;
use crate::value::{config_key, dns_subdomain};
use podwright::config::{ConfigMap, HashedConfigMap};

/// Any bytes.
pub(super) fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..40)
}

/// `ConfigMap` objects with texts and bytes of every form.
pub fn config_map() -> impl Strategy<Value = ConfigMap> {
    (plain_config_map(), seldom())
        .prop_map(|(map, is_immutable)| map.when(is_immutable, ConfigMap::immutable))
}

fn plain_config_map() -> impl Strategy<Value = ConfigMap> {
    let texts = (few((config_key(), text()), 3), few((config_key(), text()), 1));
    (dns_subdomain(), texts, few((config_key(), bytes()), 2), metadata_plan()).prop_map(
        |(name, (texts, more), binary, metadata)| {
            let map = ConfigMap::new(name).texts(texts);
            let map = binary.into_iter().fold(map, |map, (key, bytes)| map.binary(key, bytes));
            let map = more.into_iter().fold(map, |map, (key, text)| map.text(key, text));
            with_metadata!(namespaced map, metadata)
        },
    )
}

/// `ConfigMap` objects whose names end with a hash of what they hold.
pub fn hashed_config_map() -> impl Strategy<Value = HashedConfigMap> {
    (plain_config_map(), metadata_plan()).prop_map(|(map, metadata)| {
        let map = map.hashed();
        let metadata = super::metadata::MetadataPlan {
            owner: None,
            owners: Vec::new(),
            finalizer: None,
            finalizers: Vec::new(),
            ..metadata
        };
        with_metadata!(namespaced map, metadata)
    })
}
