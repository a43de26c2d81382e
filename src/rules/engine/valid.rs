use std::fmt;
use std::ops::Deref;
#[cfg(feature = "app")]
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::findings::Findings;
use super::validate::{Operation, Validate, into_result};
use super::version::KubeVersion;
use super::violations::Violations;
use super::warning::Warning;
use crate::masked::Masked;
#[cfg(feature = "app")]
use crate::value::link::Carried;

/// An object that has passed the rules of the API server.
///
/// `build()` and [`Valid::new`] make one. You read it through `Deref`; [`into_inner`](Valid::into_inner) returns the plain
/// object, which you may change, but which no longer counts as validated.
///
/// [`warnings`](Valid::warnings) lists what the API server warns of, [`advice`](Valid::advice) what this crate advises.
/// Neither makes `build()` fail.
///
/// ```
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx"))).build()?;
/// assert!(pod.warnings().is_empty());
/// assert_eq!(pod.advice()[0].to_string(), "spec.containers[0].image: has no tag, so that any release may run");
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone)]
pub struct Valid<T> {
    object: T,
    version: KubeVersion,
    /// What the builder knew of the objects that this one names.
    #[cfg(feature = "app")]
    carried: Option<Arc<Carried>>,
}

impl<T: Validate> Valid<T> {
    /// Validates an object for the enabled version of Kubernetes, as the API server does on create.
    ///
    /// Pass a reference to keep the object: `Valid::new(&pod)`.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let container = v1::Container { name: "web".into(), image: Some("nginx:1.27".into()), ..Default::default() };
    /// let mut template = v1::PodTemplateSpec::default();
    /// template.spec = Some(v1::PodSpec { containers: vec![container], ..Default::default() });
    /// assert!(Valid::new(template).is_ok());
    ///
    /// let violations = Valid::new(v1::PodTemplateSpec::default()).unwrap_err();
    /// assert_eq!(violations.iter().next().map(Violation::field), Some("spec.containers"));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns all violations if the API server would reject the object.
    pub fn new(object: T) -> Result<Self, Violations> {
        Self::new_for(object, KubeVersion::ENABLED)
    }

    /// Validates an object for a cluster of `version`.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::rules::KubeVersion;
    ///
    /// let container = v1::Container { name: "web".into(), image: Some("nginx:1.27".into()), ..Default::default() };
    /// let mut pod = v1::Pod::default();
    /// pod.metadata.name = Some("web".into());
    /// pod.spec = Some(v1::PodSpec { containers: vec![container], ..Default::default() });
    /// let valid = Valid::new_for(&pod, KubeVersion::V1_35)?;
    /// assert_eq!(valid.version(), KubeVersion::V1_35);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns all violations if an API server of this version would reject the object.
    pub fn new_for(object: T, version: KubeVersion) -> Result<Self, Violations> {
        let mut findings = Findings::new();
        object.find_violations(version, Operation::Create, &mut findings);
        into_result(&object, findings)?;
        Ok(Self::validated(object, version))
    }

    /// Returns the warnings that the API server gives when it accepts the object.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        self.object.find_warnings(self.version, true)
    }

    /// Returns this crate's advice: what every API server accepts, but hardly anyone means.
    ///
    /// [`ADVICE`](crate::rules::ADVICE) lists all of it.
    #[must_use]
    pub fn advice(&self) -> Vec<Warning> {
        self.object.find_advice(self.version)
    }
}

impl<T> Valid<T> {
    /// Takes an object as one that has passed the rules.
    pub(crate) fn validated(object: T, version: KubeVersion) -> Self {
        Self {
            object,
            version,
            #[cfg(feature = "app")]
            carried: None,
        }
    }

    /// Keeps what the builder knew of the objects that this one names, or what another object carried.
    #[cfg(feature = "app")]
    pub(crate) fn sharing(mut self, carried: Option<Arc<Carried>>) -> Self {
        self.carried = carried;
        self
    }

    /// Returns what the builder knew of the objects that this one names.
    #[cfg(feature = "app")]
    pub(crate) fn carried(&self) -> Option<&Arc<Carried>> {
        self.carried.as_ref()
    }

    /// Returns the version of Kubernetes whose rules the object has passed.
    #[must_use]
    pub fn version(&self) -> KubeVersion {
        self.version
    }

    /// Returns the plain object.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.object
    }
}

/// Shows the object. The values of a Secret are not shown.
#[cfg_attr(
    feature = "app",
    expect(clippy::missing_fields_in_debug, reason = "what is carried is no part of the object")
)]
impl<T: Validate + fmt::Debug> fmt::Debug for Valid<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let masked = self.object.as_secret().map(Masked);
        let object: &dyn fmt::Debug = masked.as_ref().map_or(&self.object, |masked| masked);
        f.debug_struct("Valid").field("object", object).field("version", &self.version).finish()
    }
}

/// Compares the objects, and the versions whose rules they have passed.
impl<T: PartialEq> PartialEq for Valid<T> {
    fn eq(&self, other: &Self) -> bool {
        self.object == other.object && self.version == other.version
    }
}

impl<T> Deref for Valid<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}

impl<T> AsRef<T> for Valid<T> {
    fn as_ref(&self) -> &T {
        &self.object
    }
}

impl<T: Serialize> Serialize for Valid<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.object.serialize(serializer)
    }
}
