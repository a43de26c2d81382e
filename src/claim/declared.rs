use k8s_openapi::api::core::v1;

use super::{PersistentVolumeClaim, volume_of};
use crate::object::ClaimRef;
use crate::rules::{KubeVersion, Valid, Violations};
use crate::value::{DnsSubdomain, MountPath};
use crate::volume::source::ClaimSource;
use crate::volume::{Mount, VolumeOf};

/// A claim that the program makes, as a type: [`claim!`](crate::claim!) declares it.
///
/// Pods mount it, and it is built beside them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a claim that `claim!` declared",
    label = "declare it: `claim!(Models = \"models\", Claim::new(Storage::gib(50)))`"
)]
pub trait DeclaredClaim: Copy {
    /// The name of the claim.
    const NAME: DnsSubdomain;

    /// Returns the claim, which you may change before you build it.
    #[must_use]
    fn claim(self) -> PersistentVolumeClaim;

    /// Returns the reference to the claim, for [`Volume::claim`](crate::volume::Volume::claim) and
    /// [`DataSource::claim`](crate::volume::source::DataSource::claim).
    #[must_use]
    fn reference(self) -> ClaimRef {
        ClaimRef::new(Self::NAME)
    }

    /// Returns the volume of the claim, called like the claim, with dashes for dots.
    #[must_use]
    fn volume(self) -> VolumeOf<ClaimSource> {
        volume_of(&self.reference())
    }

    /// Returns a mount of the claim at a path of the container.
    #[must_use]
    #[doc(alias = "mountPath")]
    fn at(self, path: MountPath) -> Mount {
        self.volume().at(path)
    }

    /// Returns the claim, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the claim breaks rules. The error has all of them, with the paths of the fields.
    fn build(self) -> Result<Valid<v1::PersistentVolumeClaim>, Violations> {
        self.claim().build()
    }

    /// Returns the claim validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    fn build_for(self, version: KubeVersion) -> Result<Valid<v1::PersistentVolumeClaim>, Violations> {
        self.claim().build_for(version)
    }
}

/// Declares a persistent volume claim as a type: its name, and what it claims.
///
/// ```
/// use podwright::prelude::*;
///
/// claim!(Models = "models", Claim::new(Storage::gib(50)).read_write_many());
///
/// let server = |name| {
///     let server = Container::new(name!("server"), image!("acme/server:1")).mount(Models.at(path!("/models")));
///     Pod::builder(name).main(server)
/// };
/// assert!(server(name!("a")).build().is_ok() && server(name!("b")).build().is_ok());
/// assert_eq!(podwright::to_yaml(&Models.build()?)?.lines().nth(3), Some("  name: models"));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// The compiler checks the name:
///
/// ```compile_fail
/// use podwright::prelude::*;
///
/// claim!(Models = "My_Models", Claim::new(Storage::gib(50)));
/// ```
#[macro_export]
macro_rules! claim {
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:expr, $claim:expr $(,)?) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis struct $Type;

        impl $crate::claim::DeclaredClaim for $Type {
            const NAME: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($name);

            fn claim(self) -> $crate::claim::PersistentVolumeClaim {
                let claim: $crate::claim::Claim = $claim;
                $crate::claim::PersistentVolumeClaim::new(<Self as $crate::claim::DeclaredClaim>::NAME, claim)
            }
        }

        impl $crate::app::IntoObjects for $Type {
            fn into_objects(self, members: &mut $crate::app::Members) {
                $crate::app::IntoObjects::into_objects($crate::claim::DeclaredClaim::claim(self), members);
            }
        }

        const _: $crate::value::DnsSubdomain = <$Type as $crate::claim::DeclaredClaim>::NAME;
    };
}
