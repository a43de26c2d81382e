use std::borrow::Cow;

use crate::object::ClaimRef;
use crate::value::{DnsSubdomain, MountPath};
use crate::volume::Claim;
use crate::volume::source::ClaimSource;
use crate::volume::{Mount, VolumeOf};

/// A persistent volume claim that others make. [`Claim::external`](super::Claim::external) refers to it.
///
/// ```
/// use podwright::prelude::*;
///
/// let archive = Claim::external(name!("archive"));
/// let pod = Pod::builder(name!("reader"))
///     .main(Container::new(name!("reader"), image!("acme/reader:1")).mount(archive.at(path!("/archive")).read_only()))
///     .build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().volumes.as_ref().unwrap()[0].name, "archive");
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalClaim {
    reference: ClaimRef,
    made_by: Option<Cow<'static, str>>,
}

impl Claim {
    /// Refers to a claim of this name that others make.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let archive = Claim::external(name!("archive")).made_by("the storage team");
    /// let mount = v1::VolumeMount::from(archive.at(path!("/archive")));
    /// assert_eq!(mount.name, "archive");
    /// ```
    #[must_use]
    #[doc(alias = "claimName")]
    pub fn external(name: DnsSubdomain) -> ExternalClaim {
        ExternalClaim::new(name)
    }
}

impl ExternalClaim {
    pub(super) fn new(name: DnsSubdomain) -> Self {
        Self { reference: ClaimRef::new(name).made_elsewhere(None), made_by: None }
    }

    /// Says who makes the claim.
    #[must_use]
    pub fn made_by(self, who: impl Into<Cow<'static, str>>) -> Self {
        let made_by = Some(who.into());
        Self { reference: self.reference.made_elsewhere(made_by.clone()), made_by }
    }

    /// Returns who makes the claim, if that is known.
    #[must_use]
    pub fn maker(&self) -> Option<&str> {
        self.made_by.as_deref()
    }

    /// Returns the reference to the claim, for [`Volume::claim`](crate::volume::Volume::claim) and
    /// [`DataSource::claim`](crate::volume::source::DataSource::claim).
    #[must_use]
    pub fn reference(&self) -> &ClaimRef {
        &self.reference
    }

    /// Returns the volume of the claim, called like the claim, with dashes for dots.
    #[must_use]
    pub fn volume(&self) -> VolumeOf<ClaimSource> {
        super::volume_of(&self.reference)
    }

    /// Returns a mount of the claim at a path of the container.
    #[must_use]
    #[doc(alias = "mountPath")]
    pub fn at(&self, path: MountPath) -> Mount {
        self.volume().at(path)
    }
}
