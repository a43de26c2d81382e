//! The downward API: what a container may know of its own pod, as environment variables or files.
//!
//! A [`Downward`] is a field of the pod (`fieldRef`). [`Limits`] and [`Requests`] make a [`ResourceField`], a limit or a
//! request of a container (`resourceFieldRef`). Each can be the value of an environment variable or a file in a volume.
//! Its type says where Kubernetes offers it.
//!
//! The [prelude](crate::prelude) has `Downward` and this module, so that a program writes `downward::Limits`:
//!
//! ```
//! use podwright::prelude::*;
//!
//! let vars = vars! {
//!     POD_IP = Downward::pod_ip(),
//!     MAX_MEMORY = downward::Limits::memory().in_units_of(ByteUnit::Mebi),
//!     CPU_REQUEST = downward::Requests::cpu().in_millicores(),
//! };
//! assert_eq!(vars.len(), 3);
//! ```
//!
//! Source: <https://kubernetes.io/docs/concepts/workloads/pods/downward-api/>

use std::marker::PhantomData;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

pub use crate::value::words::ByteUnit;

use crate::value::{AnnotationKey, DnsLabel, HugePageSize, LabelKey};

/// A field of the pod, for its containers.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::Downward;
/// use podwright::key;
///
/// let field = v1::ObjectFieldSelector::from(Downward::pod_ip());
/// assert_eq!(field.field_path, "status.podIP");
///
/// let field = v1::ObjectFieldSelector::from(Downward::label(key!("apps.kubernetes.io/pod-index")));
/// assert_eq!(field.field_path, "metadata.labels['apps.kubernetes.io/pod-index']");
/// ```
///
/// # Types
///
/// The parameter says where Kubernetes offers the field: [`Anywhere`], [`EnvOnly`] or [`FilesOnly`]. You never write it.
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields>
#[doc(alias = "fieldPath")]
#[doc(alias = "fieldRef")]
#[doc(alias = "ObjectFieldSelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct Downward<Place = Anywhere> {
    field: v1::ObjectFieldSelector,
    place: PhantomData<Place>,
}

impl Downward<Anywhere> {
    /// Returns the name of the pod.
    #[must_use]
    #[doc(alias = "metadata.name")]
    pub fn name() -> Self {
        Self::field("metadata.name")
    }

    /// Returns the namespace of the pod.
    #[must_use]
    #[doc(alias = "metadata.namespace")]
    pub fn namespace() -> Self {
        Self::field("metadata.namespace")
    }

    /// Returns the unique id of the pod.
    #[must_use]
    #[doc(alias = "metadata.uid")]
    pub fn uid() -> Self {
        Self::field("metadata.uid")
    }

    /// Returns the value of one label of the pod, empty if the pod does not have it.
    #[must_use]
    #[doc(alias = "metadata.labels")]
    pub fn label(key: LabelKey) -> Self {
        Self::field(format!("metadata.labels['{}']", key.into_string()))
    }

    /// Returns the value of one annotation of the pod, empty if the pod does not have it.
    #[must_use]
    #[doc(alias = "metadata.annotations")]
    pub fn annotation(key: AnnotationKey) -> Self {
        Self::field(format!("metadata.annotations['{}']", key.into_string()))
    }
}

impl Downward<EnvOnly> {
    /// Returns the first IP address of the pod.
    #[must_use]
    #[doc(alias = "status.podIP")]
    pub fn pod_ip() -> Self {
        Self::field("status.podIP")
    }

    /// Returns the IP addresses of the pod, one of each family, with commas between them.
    #[must_use]
    #[doc(alias = "status.podIPs")]
    pub fn pod_ips() -> Self {
        Self::field("status.podIPs")
    }

    /// Returns the first IP address of the node.
    #[must_use]
    #[doc(alias = "status.hostIP")]
    pub fn host_ip() -> Self {
        Self::field("status.hostIP")
    }

    /// Returns the IP addresses of the node, one of each family, with commas between them.
    #[must_use]
    #[doc(alias = "status.hostIPs")]
    pub fn host_ips() -> Self {
        Self::field("status.hostIPs")
    }

    /// Returns the name of the node on which the pod runs.
    #[must_use]
    #[doc(alias = "spec.nodeName")]
    pub fn node_name() -> Self {
        Self::field("spec.nodeName")
    }

    /// Returns the name of the service account of the pod.
    #[must_use]
    #[doc(alias = "spec.serviceAccountName")]
    pub fn service_account_name() -> Self {
        Self::field("spec.serviceAccountName")
    }
}

impl Downward<FilesOnly> {
    /// Returns all labels of the pod, one `key="escaped value"` a line. The file follows their changes.
    #[must_use]
    #[doc(alias = "metadata.labels")]
    pub fn labels() -> Self {
        Self::field("metadata.labels")
    }

    /// Returns all annotations of the pod, one `key="escaped value"` a line. The file follows their changes.
    #[must_use]
    #[doc(alias = "metadata.annotations")]
    pub fn annotations() -> Self {
        Self::field("metadata.annotations")
    }
}

impl<Place> Downward<Place> {
    fn field(path: impl Into<String>) -> Self {
        let field = v1::ObjectFieldSelector { api_version: None, field_path: path.into() };
        Self { field, place: PhantomData }
    }
}

impl<Place> From<Downward<Place>> for v1::ObjectFieldSelector {
    fn from(downward: Downward<Place>) -> Self {
        downward.field
    }
}

/// The place of a field that Kubernetes offers in environment variables and in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anywhere {}

/// The place of a field that Kubernetes offers in environment variables only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvOnly {}

/// The place of a field that Kubernetes offers in files only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilesOnly {}

/// The fields of the pod that an environment variable may hold.
#[diagnostic::on_unimplemented(
    message = "an environment variable cannot hold all labels or all annotations of the pod",
    label = "this field of the pod is offered as a file only",
    note = "one label is `Downward::label(key!(\"app\"))`, one annotation `Downward::annotation(key!(\"example.com/build\"))`"
)]
pub trait InEnv: sealed::Place {}

impl InEnv for Anywhere {}
impl InEnv for EnvOnly {}

/// The fields of the pod that a file may hold.
#[diagnostic::on_unimplemented(
    message = "a file cannot hold this field of the pod: it is offered as an environment variable only",
    label = "addresses, the node and the service account of a pod go into environment variables",
    note = "files hold the pod's name, namespace, uid, labels and annotations"
)]
pub trait InFiles: sealed::Place {}

impl InFiles for Anywhere {}
impl InFiles for FilesOnly {}

/// The limits of a container, as values that a container can read.
///
/// If the container has no such limit, the value is what the node can allocate.
///
/// These are not the limits that you set: [`Resources`](crate::container::Resources) sets them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::{ByteUnit, Limits};
///
/// let memory = v1::ResourceFieldSelector::from(Limits::memory().in_units_of(ByteUnit::Mebi));
/// assert_eq!(memory.resource, "limits.memory");
/// assert_eq!(memory.divisor.unwrap().0, "1Mi");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef>
#[doc(alias = "resourceFieldRef")]
#[doc(alias = "limits")]
#[derive(Clone, Copy, Debug)]
pub enum Limits {}

/// The requests of a container, as values that a container can read.
///
/// These are not the requests that you set: [`Resources`](crate::container::Resources) sets them.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::Requests;
///
/// let cpu = v1::ResourceFieldSelector::from(Requests::cpu().in_millicores());
/// assert_eq!(cpu.resource, "requests.cpu");
/// assert_eq!(cpu.divisor.unwrap().0, "1m");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef>
#[doc(alias = "resourceFieldRef")]
#[doc(alias = "requests")]
#[derive(Clone, Copy, Debug)]
pub enum Requests {}

macro_rules! resource_fields {
    ($Bound:ident, $what:literal, $prefix:literal) => {
        impl $Bound {
            #[doc = concat!("Returns the ", $what, " of CPU time, in whole cores, rounded up.")]
            #[must_use]
            pub fn cpu() -> ResourceField<Cores> {
                ResourceField::new(concat!($prefix, ".cpu").to_owned())
            }

            #[doc = concat!("Returns the ", $what, " of memory, in bytes.")]
            #[must_use]
            pub fn memory() -> ResourceField<Bytes> {
                ResourceField::new(concat!($prefix, ".memory").to_owned())
            }

            #[doc = concat!("Returns the ", $what, " of ephemeral storage on the node, in bytes.")]
            #[must_use]
            pub fn ephemeral_storage() -> ResourceField<Bytes> {
                ResourceField::new(concat!($prefix, ".ephemeral-storage").to_owned())
            }

            #[doc = concat!("Returns the ", $what, " of huge pages of one size, in bytes.")]
            #[must_use]
            pub fn huge_pages(size: HugePageSize) -> ResourceField<Bytes> {
                ResourceField::new(format!(concat!($prefix, ".{}"), size.resource_name()))
            }
        }
    };
}

resource_fields!(Limits, "limit", "limits");
resource_fields!(Requests, "request", "requests");

/// A request or a limit of a container. [`Limits`] and [`Requests`] make it.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::downward::Limits;
/// use podwright::name;
///
/// let cpu = v1::ResourceFieldSelector::from(Limits::cpu().of_container(name!("web")));
/// assert_eq!(cpu.container_name.as_deref(), Some("web"));
/// ```
///
/// # Types
///
/// The parameters say what is counted and whether a container is named. You never write them.
#[doc(alias = "resourceFieldRef")]
#[doc(alias = "ResourceFieldSelector")]
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceField<Amount, Of = ThisContainer> {
    field: v1::ResourceFieldSelector,
    kind: PhantomData<(Amount, Of)>,
}

impl<Amount> ResourceField<Amount> {
    fn new(resource: String) -> Self {
        let field = v1::ResourceFieldSelector { resource, ..Default::default() };
        Self { field, kind: PhantomData }
    }

    /// Sets the container. Defaults to the one whose environment variable it is. A file has no default.
    #[must_use]
    #[doc(alias = "containerName")]
    pub fn of_container(self, name: DnsLabel) -> ResourceField<Amount, NamedContainer> {
        let field = v1::ResourceFieldSelector { container_name: Some(name.into_string()), ..self.field };
        ResourceField { field, kind: PhantomData }
    }
}

impl<Amount, Of> ResourceField<Amount, Of> {
    /// Counts in thousandths of a core. Defaults to whole cores.
    #[must_use]
    #[doc(alias = "divisor")]
    pub fn in_millicores(mut self) -> Self
    where
        Amount: CountsCores,
    {
        self.field.divisor = Some(Quantity("1m".to_owned()));
        self
    }

    /// Counts in this unit, rounded up to a whole number. Defaults to bytes.
    #[must_use]
    #[doc(alias = "divisor")]
    pub fn in_units_of(mut self, unit: ByteUnit) -> Self
    where
        Amount: CountsBytes,
    {
        self.field.divisor = Some(Quantity(unit.as_str().to_owned()));
        self
    }
}

impl<Amount, Of> From<ResourceField<Amount, Of>> for v1::ResourceFieldSelector {
    fn from(resource: ResourceField<Amount, Of>) -> Self {
        resource.field
    }
}

/// The amount of a [`ResourceField`] that counts CPU time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cores {}

/// The amount of a [`ResourceField`] that counts bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {}

/// The amounts that can be counted in millicores.
#[diagnostic::on_unimplemented(
    message = "memory and storage are not counted in millicores",
    label = "this is a number of bytes",
    note = "a larger unit than bytes is `.in_units_of(ByteUnit::Mebi)`"
)]
pub trait CountsCores: sealed::Amount {}

impl CountsCores for Cores {}

/// The amounts that can be counted in a unit of bytes.
#[diagnostic::on_unimplemented(
    message = "processor time has no unit of bytes",
    label = "this is a number of cores",
    note = "thousandths of a core are `.in_millicores()`"
)]
pub trait CountsBytes: sealed::Amount {}

impl CountsBytes for Bytes {}

/// The container of a [`ResourceField`] that names none: the one whose environment variable it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThisContainer {}

/// The container of a [`ResourceField`] that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedContainer {}

/// The resource fields that a file may hold: those that name their container.
#[diagnostic::on_unimplemented(
    message = "a file does not know which container's resource it holds",
    label = "say it with `.of_container(name!(\"web\"))`",
    note = "a volume belongs to the pod, so its files name the container they speak of; an environment variable need not"
)]
pub trait NamesContainer: sealed::Container {}

impl NamesContainer for NamedContainer {}

mod sealed {
    pub trait Place {}
    impl Place for super::Anywhere {}
    impl Place for super::EnvOnly {}
    impl Place for super::FilesOnly {}

    pub trait Amount {}
    impl Amount for super::Cores {}
    impl Amount for super::Bytes {}

    pub trait Container {}
    impl Container for super::NamedContainer {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key;

    fn path<Place>(field: Downward<Place>) -> String {
        v1::ObjectFieldSelector::from(field).field_path
    }

    fn json<Amount, Of>(resource: ResourceField<Amount, Of>) -> serde_json::Value {
        serde_json::to_value(v1::ResourceFieldSelector::from(resource)).unwrap()
    }

    #[test]
    fn fields_have_kubernetes_paths() {
        let paths = [
            (path(Downward::name()), "metadata.name"),
            (path(Downward::namespace()), "metadata.namespace"),
            (path(Downward::uid()), "metadata.uid"),
            (path(Downward::label(key!("app"))), "metadata.labels['app']"),
            (path(Downward::annotation(key!("example.com/a"))), "metadata.annotations['example.com/a']"),
            (path(Downward::labels()), "metadata.labels"),
            (path(Downward::annotations()), "metadata.annotations"),
            (path(Downward::pod_ip()), "status.podIP"),
            (path(Downward::pod_ips()), "status.podIPs"),
            (path(Downward::host_ip()), "status.hostIP"),
            (path(Downward::host_ips()), "status.hostIPs"),
            (path(Downward::node_name()), "spec.nodeName"),
            (path(Downward::service_account_name()), "spec.serviceAccountName"),
        ];
        for (field, expected) in paths {
            assert_eq!(field, expected);
        }
    }

    #[test]
    fn resources_name_what_they_count_and_their_container() {
        assert_eq!(json(Limits::cpu()), serde_json::json!({ "resource": "limits.cpu" }));
        assert_eq!(
            json(Requests::ephemeral_storage().in_units_of(ByteUnit::Giga)),
            serde_json::json!({ "resource": "requests.ephemeral-storage", "divisor": "1G" })
        );
        let expected =
            serde_json::json!({ "resource": "limits.cpu", "divisor": "1m", "containerName": "web" });
        assert_eq!(json(Limits::cpu().in_millicores().of_container(crate::name!("web"))), expected);
        assert_eq!(json(Limits::cpu().of_container(crate::name!("web")).in_millicores()), expected);
        assert_eq!(
            json(Requests::memory().in_units_of(ByteUnit::Kibi)),
            serde_json::json!({ "resource": "requests.memory", "divisor": "1Ki" })
        );
        assert_eq!(
            json(Limits::huge_pages(HugePageSize::SIZE_2MI)),
            serde_json::json!({ "resource": "limits.hugepages-2Mi" })
        );
    }

    #[test]
    fn byte_units_are_one_of_each_suffix() {
        let suffixes = ["", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
        assert!(ByteUnit::ALL.iter().map(|unit| &unit.as_str()[1..]).eq(suffixes));
    }
}
