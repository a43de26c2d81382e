use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{ObjectMeta, OwnerReference};

use super::builder::PodBuilder;
use super::state::{Complete, State};
use super::target::{Standalone, Target};
use crate::value::{AnnotationKey, Annotations, DnsLabel, LabelKey, LabelValue, Labels};

/// The annotation that names the container which kubectl takes if it is given none.
const DEFAULT_CONTAINER: &str = "kubectl.kubernetes.io/default-container";

/// # Metadata
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Adds labels. A later value of one key replaces the earlier.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        extend(&mut self.draft.metadata.labels, labels.into());
        self
    }

    /// Adds a label. A later value of one key replaces the earlier.
    #[doc(alias = "labels")]
    #[must_use]
    pub fn label(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.draft.metadata.labels.get_or_insert_default().insert(key.into(), value.into());
        self
    }

    /// Adds annotations. A later text of one key replaces the earlier.
    #[must_use]
    pub fn annotations(mut self, annotations: Annotations) -> Self {
        extend(&mut self.draft.metadata.annotations, annotations.into());
        self
    }

    /// Adds an annotation. A later text of one key replaces the earlier.
    #[doc(alias = "annotations")]
    #[must_use]
    pub fn annotation(mut self, key: AnnotationKey, text: impl Into<String>) -> Self {
        self.draft.metadata.annotations.get_or_insert_default().insert(key.into(), text.into());
        self
    }

    /// Adds the annotation that makes the main container the one that `kubectl logs`, `exec` and `attach` take if they are
    /// given none. They take the first container by default, which an admission webhook may have added.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .main(Container::new(name!("server"), image!("nginx:1.27")))
    ///     .main_as_default_container()
    ///     .build()?;
    /// assert_eq!(pod.metadata.annotations.as_ref().unwrap()["kubectl.kubernetes.io/default-container"], "server");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/labels-annotations-taints/#kubectl-kubernetes-io-default-container>
    #[doc(alias = "kubectl.kubernetes.io/default-container")]
    #[doc(alias = "annotations")]
    #[must_use]
    pub fn main_as_default_container(mut self) -> Self
    where
        S: Complete,
    {
        if let Some(main) = self.draft.main.iter().next() {
            let name = main.container.name.clone();
            self.draft
                .metadata
                .annotations
                .get_or_insert_default()
                .insert(DEFAULT_CONTAINER.to_owned(), name);
        }
        self
    }

    /// Sets the namespace. Defaults to that of the request.
    #[must_use]
    pub fn namespace(mut self, namespace: DnsLabel) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.namespace = Some(namespace.into());
        self
    }

    /// Adds an owner: the pod is deleted when its owners are.
    ///
    /// With `kube`, `Resource::controller_owner_ref` of a custom resource returns the reference of its controller, which
    /// this takes as it is.
    ///
    /// ```
    /// use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;
    /// use podwright::prelude::*;
    ///
    /// let owner = OwnerReference {
    ///     api_version: "batch.example.com/v1".to_owned(),
    ///     kind: "Report".to_owned(),
    ///     name: "report-7".to_owned(),
    ///     uid: "0ce9a7a5-4f6f-4b6a-9d0c-57ff0d1b7c3e".to_owned(),
    ///     controller: Some(true),
    ///     block_owner_deletion: Some(true),
    /// };
    /// let pod = Pod::builder(name!("report-7"))
    ///     .owner(owner)
    ///     .main(Container::new(name!("report"), image!("acme/report:7")))
    ///     .build()?;
    /// assert_eq!(pod.metadata.owner_references.as_ref().unwrap()[0].kind, "Report");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/>
    #[doc(alias = "ownerReferences")]
    #[must_use]
    pub fn owner(mut self, owner: OwnerReference) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.owner_references.get_or_insert_default().push(owner);
        self
    }

    /// Adds owners: the pod is deleted when its owners are.
    #[doc(alias = "ownerReferences")]
    #[must_use]
    pub fn owners(mut self, owners: impl IntoIterator<Item = OwnerReference>) -> Self
    where
        T: Standalone,
    {
        extend_list(&mut self.draft.metadata.owner_references, owners);
        self
    }

    /// Adds a finalizer: the pod is not deleted before it is removed.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/>
    #[doc(alias = "finalizers")]
    #[must_use]
    pub fn finalizer(mut self, finalizer: LabelKey) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.finalizers.get_or_insert_default().push(finalizer.into());
        self
    }

    /// Adds finalizers: the pod is not deleted before they are removed.
    #[must_use]
    pub fn finalizers(mut self, finalizers: impl IntoIterator<Item = LabelKey>) -> Self
    where
        T: Standalone,
    {
        extend_list(&mut self.draft.metadata.finalizers, finalizers.into_iter().map(Into::into));
        self
    }

    /// Changes the metadata by hand. `build()` validates the result like any other.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web"))
    ///     .raw_metadata(|metadata| metadata.generate_name = Some("web-".to_owned()))
    ///     .main(Container::new(name!("web"), image!("nginx:1.27")))
    ///     .build()?;
    /// assert_eq!(pod.metadata.generate_name.as_deref(), Some("web-"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "metadata")]
    #[must_use]
    pub fn raw_metadata(mut self, change: impl FnOnce(&mut ObjectMeta)) -> Self {
        change(&mut self.draft.metadata);
        self
    }
}

fn extend(map: &mut Option<BTreeMap<String, String>>, more: BTreeMap<String, String>) {
    if !more.is_empty() {
        map.get_or_insert_default().extend(more);
    }
}

/// An empty list leaves the field unset.
pub(super) fn extend_list<T>(list: &mut Option<Vec<T>>, more: impl IntoIterator<Item = T>) {
    let mut more = more.into_iter().peekable();
    if more.peek().is_some() {
        list.get_or_insert_default().extend(more);
    }
}
