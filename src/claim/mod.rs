//! Claims of storage that outlives pods.
//!
//! A [`Claim`] says how much storage and of which class. It becomes
//!
//! - a [`PersistentVolumeClaim`], an object of its own, which several pods may mount; [`claim!`](crate::claim!) declares one as
//!   a type;
//! - a claim of each pod of a StatefulSet, by [`Volume::claim_template`](crate::volume::Volume::claim_template).
//!
//! ```
//! use podwright::prelude::*;
//!
//! claim! {
//!     /// Models that the loader writes and the servers read.
//!     pub Models = "my-models", Claim::new(Storage::gib(50)).read_write_many()
//! }
//!
//! let server = Container::new(name!("server"), image!("acme/server:1")).mount(Models.at(path!("/models")).read_only());
//! let server = Pod::builder(name!("server")).main(server).build()?;
//! let volume = &server.spec.as_ref().unwrap().volumes.as_ref().unwrap()[0];
//! assert_eq!(volume.persistent_volume_claim.as_ref().unwrap().claim_name, "my-models");
//! let claim: Valid<v1::PersistentVolumeClaim> = Models.build()?;
//! assert_eq!(claim.metadata.name.as_deref(), Some("my-models"));
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! | you have | you write |
//! | --- | --- |
//! | a claim that the program knows by name | [`claim!`](crate::claim!) |
//! | a claim with a name known at run time | [`PersistentVolumeClaim::new(name, claim)`](PersistentVolumeClaim::new) |
//! | a claim that somebody else makes | [`Claim::external(name)`](Claim::external), or [`ClaimRef::new(name)`](ClaimRef::new) |
//! | storage of each pod of a StatefulSet | [`Volume::claim_template(name, claim)`](crate::volume::Volume::claim_template) |
//! | the same, for a volume that containers share | [`StatefulSet::claim(volume, claim)`](crate::workload::StatefulSet::claim) |
//! | storage that goes with the pod | [`Volume::ephemeral`](crate::volume::Volume::ephemeral) |
//! | several pods that write | `.read_write_many()` |
//! | a block device | [`.block()`](Claim::block) |
//!
//! Mounts are in [`volume`](crate::volume), StatefulSets in [`workload`](crate::workload).
//!
//! Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/>

mod declared;
mod external;
mod persistent;

pub use crate::volume::{Claim, IntoClaim};
pub use declared::DeclaredClaim;
pub use external::ExternalClaim;
pub use persistent::PersistentVolumeClaim;

use crate::object::ClaimRef;
use crate::value::{DnsLabel, ParseError};
use crate::volume::VolumeOf;
use crate::volume::source::ClaimSource;

/// The maximum length of a volume's name.
const VOLUME_NAME_MAX: usize = 63;

/// Returns the volume of a claim. It is called like the claim, with dashes for dots, and cut where a volume's name ends.
fn volume_of(claim: &ClaimRef) -> VolumeOf<ClaimSource> {
    let mut name = claim.name().as_str().replace('.', "-");
    name.truncate(VOLUME_NAME_MAX);
    let name: Result<DnsLabel, ParseError> = name.trim_end_matches('-').parse();
    VolumeOf::of(name.unwrap_or(const { DnsLabel::literal("claim") }), ClaimSource::new(claim))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_called_like_its_claim() {
        let named = |name: &str| volume_of(&name.parse().unwrap()).name().to_owned();
        assert_eq!(named("models"), "models");
        assert_eq!(named("models.example.com"), "models-example-com");
        assert_eq!(named(&"a".repeat(70)), "a".repeat(63));
        assert_eq!(named(&format!("{}.b.c", "a".repeat(62))), "a".repeat(62));
    }
}
