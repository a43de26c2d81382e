use std::ops::Deref;

use k8s_openapi::api::scheduling::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::object::{PriorityClassRef, field};
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::words::PreemptionPolicy;
use crate::value::{DnsSubdomain, Priority};

/// A priority class: how important pods are, compared with others.
///
/// A class stands for its reference: `.priority_class(&class)` of a pod takes it.
///
/// ```
/// use podwright::cluster::PriorityClass;
/// use podwright::prelude::*;
///
/// let important = PriorityClass::new(name!("important"), priority!(100_000)).description("What customers see.");
/// let pod = Pod::builder(name!("web"))
///     .priority_class(&important)
///     .main(Container::new(name!("web"), image!("nginx:1.27")))
///     .build()?;
/// assert_eq!(pod.spec.as_ref().unwrap().priority_class_name.as_deref(), Some("important"));
/// assert_eq!(important.build()?.description.as_deref(), Some("What customers see."));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#priorityclass>
#[derive(Clone, Debug, PartialEq)]
pub struct PriorityClass {
    reference: PriorityClassRef,
    class: v1::PriorityClass,
}

impl PriorityClass {
    /// Creates a class with this name and value. Pods with a larger value are more important. The value cannot be changed
    /// later.
    #[must_use]
    pub fn new(name: DnsSubdomain, value: Priority) -> Self {
        let class = v1::PriorityClass { value: field(value.get()), ..v1::PriorityClass::default() };
        Self { reference: PriorityClassRef::new(name), class }
    }

    /// Returns the reference to the class.
    #[must_use]
    pub fn reference(&self) -> PriorityClassRef {
        self.reference.clone()
    }

    /// Makes it the class of pods that name none. A cluster has one such class.
    #[doc(alias = "globalDefault")]
    #[must_use]
    pub fn global_default(mut self) -> Self {
        self.class.global_default = Some(true);
        self
    }

    /// Sets whether pods of the class may evict less important pods. Defaults to
    /// [`PreemptLowerPriority`](PreemptionPolicy::PreemptLowerPriority).
    #[must_use]
    pub fn preemption_policy(mut self, policy: PreemptionPolicy) -> Self {
        self.class.preemption_policy = Some(policy.into());
        self
    }

    /// Sets a text that says when to use the class.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.class.description = Some(text.into());
        self
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(cluster PriorityClass);
    crate::conditional::conditional!();

    /// Changes the class by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::PriorityClass)) -> Self {
        change(&mut self.class);
        self
    }

    /// Returns the class, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the class breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::PriorityClass>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the class validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::PriorityClass>, Violations> {
        let mut class = self.class;
        class.metadata.name.get_or_insert_with(|| self.reference.to_name());
        Valid::build(class, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.class.metadata
    }
}

/// A class stands for its reference.
impl Deref for PriorityClass {
    type Target = PriorityClassRef;

    fn deref(&self) -> &PriorityClassRef {
        &self.reference
    }
}
