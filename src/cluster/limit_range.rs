use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::limits::{ClaimLimits, ContainerLimits, PodLimits};
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::DnsSubdomain;

/// A limit range: what each container, pod or claim of a namespace may request, and the defaults of containers.
///
/// ```
/// use podwright::cluster::{Amounts, ClaimLimits, ContainerLimits, LimitRange};
/// use podwright::prelude::*;
///
/// let limits = LimitRange::new(name!("limits"))
///     .container(ContainerLimits::new().max(Amounts::new().memory(Memory::gib(1))))
///     .claim(ClaimLimits::at_most(Storage::gib(50)))
///     .build()?;
/// let types = limits.spec.as_ref().unwrap().limits.iter().map(|limit| &*limit.type_);
/// assert!(types.eq(["Container", "PersistentVolumeClaim"]));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/policy/limit-range/>
#[derive(Clone, Debug, PartialEq)]
pub struct LimitRange {
    name: DnsSubdomain,
    metadata: ObjectMeta,
    container: Option<ContainerLimits>,
    pod: Option<PodLimits>,
    claim: Option<ClaimLimits>,
    raw: Vec<v1::LimitRangeItem>,
}

impl LimitRange {
    /// Creates a limit range with this name that limits nothing.
    #[must_use]
    pub fn new(name: DnsSubdomain) -> Self {
        Self {
            name,
            metadata: ObjectMeta::default(),
            container: None,
            pod: None,
            claim: None,
            raw: Vec::new(),
        }
    }

    /// Sets the limits of each container.
    #[doc(alias = "limits")]
    #[must_use]
    pub fn container(mut self, limits: ContainerLimits) -> Self {
        self.container = Some(limits);
        self
    }

    /// Sets the limits of each pod as a whole.
    #[doc(alias = "limits")]
    #[must_use]
    pub fn pod(mut self, limits: PodLimits) -> Self {
        self.pod = Some(limits);
        self
    }

    /// Sets the limits of each claim.
    #[doc(alias = "limits")]
    #[doc(alias = "PersistentVolumeClaim")]
    #[must_use]
    pub fn claim(mut self, limits: ClaimLimits) -> Self {
        self.claim = Some(limits);
        self
    }

    /// Adds limits of another type by hand. `build()` validates them like any other.
    #[must_use]
    pub fn raw(mut self, limits: v1::LimitRangeItem) -> Self {
        self.raw.push(limits);
        self
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(identity);
    crate::conditional::conditional!();

    /// Returns the limit range, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the limit range breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::LimitRange>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the limit range validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::LimitRange>, Violations> {
        let mut metadata = self.metadata;
        metadata.name.get_or_insert_with(|| self.name.into());
        let typed = [self.container.map(Into::into), self.pod.map(Into::into), self.claim.map(Into::into)];
        let limits = typed.into_iter().flatten().chain(self.raw).collect();
        let limits = v1::LimitRange { metadata, spec: Some(v1::LimitRangeSpec { limits }) };
        Valid::build(limits, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.metadata
    }
}
