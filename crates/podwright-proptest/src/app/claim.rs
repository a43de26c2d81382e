//! Strategies of claims.

use proptest::prelude::{Just, Strategy, prop_oneof};

use super::metadata::{metadata_plan, with_metadata};
use crate::pick::{rarely, seldom, with};
use crate::value::{annotations, dns_subdomain, labels, storage};
use crate::versions::since;
use crate::volume::{access_modes, data_source};
use podwright::claim::{Claim, PersistentVolumeClaim};
use podwright::rules::KubeVersion;

/// Claims of every form for volumes with files.
pub fn claim() -> impl Strategy<Value = Claim> {
    let class =
        prop_oneof![Just(None), Just(Some(None)), dns_subdomain().prop_map(|class| Some(Some(class)))];
    let modes = prop_oneof![
        2 => Just(Modes::Default),
        1 => Just(Modes::Many),
        1 => Just(Modes::ReadOnly),
        1 => Just(Modes::OncePod),
        2 => access_modes().prop_map(Modes::Some),
    ];
    let extras = (rarely(dns_subdomain()), rarely(labels()), rarely(data_source()));
    let metadata = (rarely(labels()), rarely(annotations()));
    (modes, storage(), class, rarely(storage()), extras, metadata).prop_map(
        |(modes, size, class, limit, (attributes, selector, source), (labels, annotations))| {
            let claim = match modes {
                Modes::Default => Claim::new(size),
                Modes::Many => Claim::new(size).read_write_many(),
                Modes::ReadOnly => Claim::new(size).read_only_many(),
                Modes::OncePod => Claim::new(size).read_write_once_pod(),
                Modes::Some(modes) => Claim::new(size).access_modes(modes),
            };
            let claim = with(claim, limit.map(|limit| limit.max(size)), Claim::limit);
            let claim = with(claim, class, |claim, class| match class {
                Some(class) => claim.storage_class(class),
                None => claim.no_storage_class(),
            });
            let attributes = attributes.filter(|_| since(KubeVersion::V1_34));
            let claim = with(claim, attributes, Claim::attributes_class);
            let claim = with(claim, selector.filter(|labels| !labels.is_empty()), Claim::matching);
            let claim = with(claim, source, Claim::data_source);
            let claim = with(claim, labels.filter(|labels| !labels.is_empty()), Claim::labels);
            with(claim, annotations.filter(|texts| !texts.is_empty()), Claim::annotations)
        },
    )
}

#[derive(Clone, Debug)]
enum Modes {
    Default,
    Many,
    ReadOnly,
    OncePod,
    Some(podwright::volume::source::AccessModes),
}

/// `PersistentVolumeClaim` objects of every form, for files and for block devices.
pub fn persistent_volume_claim() -> impl Strategy<Value = PersistentVolumeClaim> {
    (dns_subdomain(), claim(), seldom(), metadata_plan(), rarely(dns_subdomain())).prop_map(
        |(name, claim, is_block, metadata, volume)| {
            let claim = if is_block {
                PersistentVolumeClaim::new(name, claim.block())
            } else {
                PersistentVolumeClaim::new(name, claim)
            };
            with_metadata!(namespaced claim, metadata).with_some(volume, PersistentVolumeClaim::volume_name)
        },
    )
}
