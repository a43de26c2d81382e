//! A volume of files from several objects, and what may be projected into it.

mod files;
mod token;
mod trust_bundle;

pub use files::{ConfigMapProjection, DownwardProjection, SecretProjection};
k8s_openapi::k8s_if_ge_1_34! {
    mod pod_certificate;
    pub use pod_certificate::{CertificateRequest, KeyType, PodCertificate};
}
pub use token::ServiceAccountToken;
pub use trust_bundle::ClusterTrustBundle;

use k8s_openapi::api::core::v1;

use super::keyed::default_mode;
use super::volume_source;
use crate::value::FileMode;

/// Files from several objects in one volume.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::volume::source::Projected;
/// use podwright::volume::source::projected::{ConfigMapProjection, ServiceAccountToken};
/// use podwright::{name, secs, sub_path};
///
/// let vault = v1::ProjectedVolumeSource::from(
///     Projected::new()
///         .project(ServiceAccountToken::at(sub_path!("token")).audience("vault").expires_in(secs(7200)))
///         .project(ConfigMapProjection::new(name!("vault-ca"))),
/// );
/// assert_eq!(vault.sources.unwrap().len(), 2);
/// ```
///
/// No two sources may have a file at the same path; `build()` says where two do.
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/>
#[derive(Clone, Debug, PartialEq)]
pub struct Projected(v1::ProjectedVolumeSource);

impl Projected {
    /// No files yet.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    pub fn new() -> Self {
        Self(v1::ProjectedVolumeSource::default())
    }

    /// The files of one more source.
    #[must_use]
    pub fn project(mut self, source: impl Projection) -> Self {
        let mut projection = v1::VolumeProjection::default();
        source.put_into(&mut projection);
        self.0.sources.get_or_insert_default().push(projection);
        self
    }
}

default_mode!(Projected);
volume_source!(Projected, v1::ProjectedVolumeSource);

/// What may be projected into a volume.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be projected into a volume with others",
    label = "a projection is a `SecretProjection`, a `ConfigMapProjection`, a `DownwardProjection`, a `ServiceAccountToken`, ..",
    note = "the types in `podwright::volume::source::projected` are what may be projected"
)]
pub trait Projection: sealed::Sealed {
    #[doc(hidden)]
    fn put_into(self, projection: &mut v1::VolumeProjection);
}

/// Makes a newtype a projection: the field that it goes into, and the escape hatch.
macro_rules! projection {
    ($Type:ident, v1::$Struct:ident in $field:ident) => {
        $crate::volume::source::newtype!($Type, v1::$Struct);

        impl $crate::volume::source::projected::sealed::Sealed for $Type {}

        impl $crate::volume::source::projected::Projection for $Type {
            fn put_into(self, projection: &mut v1::VolumeProjection) {
                projection.$field = Some(self.into());
            }
        }
    };
}

use projection;

mod sealed {
    pub trait Sealed {}
}

/// The projection as it stands in a volume.
#[cfg(test)]
fn written(projection: impl Projection) -> serde_json::Value {
    let mut volume = super::written(Projected::new().project(projection));
    volume["projected"]["sources"][0].take()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{mode, name, sub_path};

    #[test]
    fn sources_keep_their_order() {
        let projected = Projected::new()
            .project(SecretProjection::new(name!("b")))
            .project(ServiceAccountToken::at(sub_path!("token")))
            .project(SecretProjection::new(name!("a")))
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
