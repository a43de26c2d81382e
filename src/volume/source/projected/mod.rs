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
use crate::value::link::ExternalName;
use crate::volume::VolumeOf;
use crate::volume::volume::Externals;

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
pub struct Projected(v1::ProjectedVolumeSource, Externals);

impl Projected {
    /// Creates a source without files.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "a source is chosen, never left to a default")]
    #[inline]
    pub fn new() -> Self {
        Self(v1::ProjectedVolumeSource::default(), Externals::default())
    }

    /// Adds the files of a source. A reference to a config map or a secret means all of its keys.
    #[must_use]
    #[doc(alias = "sources")]
    pub fn project(mut self, source: impl IntoProjection) -> Self {
        let Projection { source, external } = source.into_projection();
        self.1.add(external);
        self.raw(|projected| projected.sources.get_or_insert_default().push(source))
    }
}

impl VolumeOf<Projected> {
    /// Adds the files of a source. A reference to a config map or a secret means all of its keys.
    #[must_use]
    #[doc(alias = "sources")]
    pub fn project(self, source: impl IntoProjection) -> Self {
        let Projection { source, external } = source.into_projection();
        self.external(external).raw(|projected| projected.sources.get_or_insert_default().push(source))
    }
}

default_mode!(v1::ProjectedVolumeSource, [Projected, VolumeOf<Projected>]);
volume_source!(Projected, v1::ProjectedVolumeSource, externals);

/// What [`project`](Projected::project) takes: a projection, or a reference to a config map or a secret.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be projected into a volume with others",
    label = "a projection is a `SecretRef`, a `ConfigMapRef`, a `SecretProjection`, a `DownwardProjection`, a `ServiceAccountToken`, ..",
    note = "the types in `podwright::volume::source::projected` are what may be projected"
)]
pub trait IntoProjection: ProjectedSource {
    #[doc(hidden)]
    fn into_projection(self) -> Projection;
}

/// A source of files, and the object that it is made of, if others make that.
#[doc(hidden)]
#[derive(Debug)]
pub struct Projection {
    source: v1::VolumeProjection,
    external: Option<ExternalName>,
}

impl From<v1::VolumeProjection> for Projection {
    fn from(source: v1::VolumeProjection) -> Self {
        Self { source, external: None }
    }
}

impl Projection {
    /// Notes that the object is made elsewhere, if it is.
    pub(crate) fn external(self, external: Option<ExternalName>) -> Self {
        Self { external, ..self }
    }
}

/// Makes a newtype a projection: the field that it goes into, and the escape hatch.
macro_rules! projection {
    ($Type:ident, v1::$Struct:ident in $field:ident $(, $external:ident)?) => {
        $crate::volume::source::newtype!($Type, v1::$Struct);

        impl $crate::volume::source::projected::ProjectedSource for $Type {}

        impl $crate::volume::source::projected::IntoProjection for $Type {
            #[inline]
            fn into_projection(self) -> $crate::volume::source::projected::Projection {
                $(let $external = self.1.clone();)?
                let projection = v1::VolumeProjection { $field: Some(self.into()), ..Default::default() };
                $crate::volume::source::projected::Projection::from(projection)$(.$external($external))?
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
