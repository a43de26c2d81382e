//! A volume of files from several objects, and the sources that may be projected into it.

mod files;
mod token;
mod trust_bundle;

pub use files::{ConfigMapProjection, DownwardProjection, SecretProjection};
k8s_openapi::k8s_if_ge_1_34! {
    mod pod_certificate;
    pub use pod_certificate::{CertificateRequest, PodCertificate};
    pub use crate::value::words::KeyType;
}
pub use token::ServiceAccountToken;
pub use trust_bundle::ClusterTrustBundle;

use k8s_openapi::api::core::v1;

use super::keyed::default_mode;
use super::volume_source;
use crate::volume::VolumeOf;
use crate::volume::setters::setters;

/// Files from several objects in one volume.
///
/// ```
/// use podwright::prelude::*;
///
/// let vault = v1::ProjectedVolumeSource::from(
///     Projected::new()
///         .project(ServiceAccountToken::at(sub_path!("token")).audience("vault").expires_in(secs(7200)))
///         .project(ConfigMapRef::new(name!("vault-ca"))),
/// );
/// assert_eq!(vault.sources.unwrap().len(), 2);
/// ```
///
/// No two sources may have a file at the same path; `build()` reports those that do.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[doc(alias = "ProjectedVolumeSource")]
#[derive(Clone, Debug, PartialEq)]
pub struct Projected(v1::ProjectedVolumeSource);

impl Projected {
    /// Creates a source without files.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    #[inline]
    pub fn new() -> Self {
        Self(v1::ProjectedVolumeSource::default())
    }
}

setters! {
    v1::ProjectedVolumeSource, [Projected, VolumeOf<Projected>] {
        /// Adds the files of a source. A reference to a config map or a secret means all of its keys.
        #[doc(alias = "sources")]
        fn project(projected, source: impl IntoProjection) {
            projected.sources.get_or_insert_default().push(source.into_projection());
        }
    }
}

default_mode!(v1::ProjectedVolumeSource, [Projected, VolumeOf<Projected>]);
volume_source!(Projected, v1::ProjectedVolumeSource);

/// What [`project`](Projected::project) takes: a projection, or a reference to a config map or a secret.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be projected into a volume with others",
    label = "a projection is a `SecretRef`, a `ConfigMapRef`, a `SecretProjection`, a `DownwardProjection`, a `ServiceAccountToken`, ..",
    note = "the types in `podwright::volume::source::projected` are what may be projected"
)]
pub trait IntoProjection: ProjectedSource {
    #[doc(hidden)]
    fn into_projection(self) -> v1::VolumeProjection;
}

/// Makes a newtype a projection: the field that it goes into, and the escape hatch.
macro_rules! projection {
    ($Type:ident, v1::$Struct:ident in $field:ident) => {
        $crate::volume::source::newtype!($Type, v1::$Struct);

        impl $crate::volume::source::projected::ProjectedSource for $Type {}

        impl $crate::volume::source::projected::IntoProjection for $Type {
            #[inline]
            fn into_projection(self) -> v1::VolumeProjection {
                v1::VolumeProjection { $field: Some(self.into()), ..Default::default() }
            }
        }
    };
}

use projection;

/// Seals [`IntoProjection`]. The macros that declare config maps and secrets implement it for types of the program.
#[doc(hidden)]
pub trait ProjectedSource {}

/// Returns the projection as it stands in a volume.
#[cfg(test)]
fn written(projection: impl IntoProjection) -> serde_json::Value {
    let mut volume = super::written(Projected::new().project(projection));
    volume["projected"]["sources"][0].take()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::object::SecretRef;
    use crate::{mode, sub_path};

    #[test]
    fn sources_keep_their_order() {
        let projected = Projected::new()
            .project(SecretProjection::new(&SecretRef::literal("b")))
            .project(ServiceAccountToken::at(sub_path!("token")))
            .project(SecretProjection::new(&SecretRef::literal("a")))
            .default_mode(mode!(0o400));
        assert_eq!(
            super::super::written(projected),
            json!({ "projected": {
                "defaultMode": 0o400,
                "sources": [
                    { "secret": { "name": "b" } },
                    { "serviceAccountToken": { "path": "token" } },
                    { "secret": { "name": "a" } },
                ],
            } })
        );
    }
}
