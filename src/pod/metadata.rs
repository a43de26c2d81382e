use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference;

use super::builder::PodBuilder;
use super::state::State;
use super::target::{Standalone, Target};
use crate::value::{AnnotationKey, Annotations, DnsLabel, LabelKey, LabelValue, Labels};

/// Its metadata.
impl<S: State, T: Target> PodBuilder<S, T> {
    /// Adds labels; of two with the same key the later stays.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        extend(&mut self.draft.metadata.labels, labels.into());
        self
    }

    /// Adds one label.
    #[must_use]
    pub fn label(self, key: LabelKey, value: LabelValue) -> Self {
        self.labels(Labels::new().with(key, value))
    }

    /// Adds annotations; of two with the same key the later stays.
    #[must_use]
    pub fn annotations(mut self, annotations: Annotations) -> Self {
        extend(&mut self.draft.metadata.annotations, annotations.into());
        self
    }

    /// Adds one annotation.
    #[must_use]
    pub fn annotation(self, key: AnnotationKey, text: impl Into<String>) -> Self {
        self.annotations(Annotations::new().with(key, text))
    }

    /// The namespace, instead of that of the request.
    #[must_use]
    pub fn namespace(mut self, namespace: DnsLabel) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.namespace = Some(namespace.into());
        self
    }

    /// Adds an owner, with which the pod is deleted.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/>
    #[must_use]
    pub fn owner(mut self, owner: OwnerReference) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.owner_references.get_or_insert_default().push(owner);
        self
    }

    /// Adds a finalizer, which must be taken away before the pod is deleted.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/>
    #[must_use]
    pub fn finalizer(mut self, finalizer: LabelKey) -> Self
    where
        T: Standalone,
    {
        self.draft.metadata.finalizers.get_or_insert_default().push(finalizer.into());
        self
    }
}

fn extend(map: &mut Option<BTreeMap<String, String>>, more: BTreeMap<String, String>) {
    if !more.is_empty() {
        map.get_or_insert_default().extend(more);
    }
}
