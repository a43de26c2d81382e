use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::findings::Findings;
use super::validate::{Operation, Validate, into_result};
use super::version::KubeVersion;
use super::violations::Violations;
use super::warning::Warning;

/// The proof that a `T` has passed the rules of the API server.
///
/// Read it through `Deref`; [`into_inner`](Valid::into_inner) gives the plain object and drops the proof.
///
/// What does not fail a build is here too: [`warnings`](Valid::warnings) of the API server, and [`advice`](Valid::advice) of
/// this crate.
///
/// ```
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx"))).build()?;
/// assert!(pod.warnings().is_empty());
/// assert_eq!(pod.advice()[0].to_string(), "spec.containers[0].image: has no tag, so that any release may run");
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Valid<T> {
    object: T,
    version: KubeVersion,
}

impl<T: Validate> Valid<T> {
    /// Validates an object as the API server does when it is created, in the version that is enabled.
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
    /// With everything that the API server would reject.
    pub fn new(object: T) -> Result<Self, Violations> {
        Self::new_for(object, KubeVersion::ENABLED)
    }

    /// Validates an object for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// With everything that an API server of this version would reject.
    pub fn new_for(object: T, version: KubeVersion) -> Result<Self, Violations> {
        let mut findings = Findings::new();
        object.find_violations(version, Operation::Create, &mut findings);
        into_result(&object, findings)?;
        Ok(Self { object, version })
    }

    /// Lists what the API server warns of when it accepts the object.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        self.object.find_warnings(self.version, true)
    }

    /// Lists what every API server accepts and hardly anyone means; [`ADVICE`](super::ADVICE) explains each.
    #[must_use]
    pub fn advice(&self) -> Vec<Warning> {
        self.object.find_advice(self.version)
    }
}

impl<T> Valid<T> {
    /// Only for what has just been validated.
    pub(crate) fn validated(object: T, version: KubeVersion) -> Self {
        Self { object, version }
    }

    /// The version of Kubernetes whose rules the object passed.
    #[must_use]
    pub fn version(&self) -> KubeVersion {
        self.version
    }

    /// Returns the plain object, for whoever takes it by value.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.object
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
