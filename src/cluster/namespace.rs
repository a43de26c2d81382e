use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::rules::pod_security::LevelVersion;
use crate::rules::{Findings, KubeVersion, Valid, Violations};
use crate::value::{DnsLabel, LabelKey};

/// A namespace, which objects belong to.
///
/// ```
/// use podwright::cluster::Namespace;
/// use podwright::prelude::*;
/// use podwright::rules::pod_security::{Level, PolicyVersion};
///
/// let shop = Namespace::new(name!("shop"))
///     .pod_security(Level::Baseline.at(PolicyVersion::v1(36)))
///     .pod_security_warn(Level::Restricted)
///     .build()?;
/// let labels = shop.metadata.labels.as_ref().unwrap();
/// assert_eq!(labels["pod-security.kubernetes.io/enforce"], "baseline");
/// assert_eq!(labels["pod-security.kubernetes.io/enforce-version"], "v1.36");
/// assert_eq!(labels["pod-security.kubernetes.io/warn"], "restricted");
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/>
#[derive(Clone, Debug, PartialEq)]
pub struct Namespace {
    name: DnsLabel,
    namespace: v1::Namespace,
}

impl Namespace {
    /// Creates a namespace with this name.
    #[must_use]
    pub fn new(name: DnsLabel) -> Self {
        Self { name, namespace: v1::Namespace::default() }
    }

    /// Returns the name, which the namespaces of other objects are.
    #[must_use]
    pub fn name(&self) -> &DnsLabel {
        &self.name
    }

    /// Admits only pods that meet a level of the Pod Security Standards, with the label
    /// `pod-security.kubernetes.io/enforce`.
    ///
    /// A level with a version also sets `enforce-version`. Otherwise the cluster's own version counts.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-admission/>
    #[doc(alias = "enforce")]
    #[must_use]
    pub fn pod_security(self, level: impl Into<LevelVersion>) -> Self {
        self.level("enforce", level.into())
    }

    /// Warns of pods that do not meet a level of the Pod Security Standards, with the label
    /// `pod-security.kubernetes.io/warn`.
    #[doc(alias = "warn")]
    #[must_use]
    pub fn pod_security_warn(self, level: impl Into<LevelVersion>) -> Self {
        self.level("warn", level.into())
    }

    /// Notes in the audit log which pods do not meet a level of the Pod Security Standards, with the label
    /// `pod-security.kubernetes.io/audit`.
    #[doc(alias = "audit")]
    #[must_use]
    pub fn pod_security_audit(self, level: impl Into<LevelVersion>) -> Self {
        self.level("audit", level.into())
    }

    fn level(mut self, mode: &str, level: LevelVersion) -> Self {
        let labels = self.metadata().labels.get_or_insert_default();
        let key = format!("pod-security.kubernetes.io/{mode}");
        let version_key = format!("{key}-version");
        labels.insert(key, level.level().as_str().to_owned());
        match level.version().minor() {
            Some(_) => labels.insert(version_key, level.version().to_string()),
            None => labels.remove(&version_key),
        };
        self
    }

    /// Adds a finalizer of the spec: the contents of the namespace are kept before it is removed. The API server adds
    /// `kubernetes`.
    #[doc(alias = "spec.finalizers")]
    #[doc(alias = "finalizers")]
    #[must_use]
    pub fn spec_finalizer(mut self, finalizer: LabelKey) -> Self {
        let spec = self.namespace.spec.get_or_insert_default();
        spec.finalizers.get_or_insert_default().push(finalizer.into());
        self
    }

    crate::object::metadata::metadata_setters!(labels);
    crate::object::metadata::metadata_setters!(cluster Namespace);
    crate::conditional::conditional!();

    /// Changes the namespace by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::Namespace)) -> Self {
        change(&mut self.namespace);
        self
    }

    /// Returns the namespace, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the namespace breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Namespace>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the namespace validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Namespace>, Violations> {
        let mut namespace = self.namespace;
        namespace.metadata.name.get_or_insert_with(|| self.name.into());
        Valid::build(namespace, None, version, Findings::new())
    }

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.namespace.metadata
    }
}
