//! The setters of metadata, for every builder alike.

use std::collections::BTreeMap;

/// Defines setters of metadata, in an `impl` block of a builder that has `fn metadata(&mut self) -> &mut ObjectMeta`.
///
/// `labels` defines those that a template has too. `identity` defines those of an object that is created on its own, under a
/// condition if there is one. `cluster` defines those of an object of the cluster, which has no namespace.
macro_rules! metadata_setters {
    (labels) => {
        /// Adds labels. A later value of one key replaces the earlier.
        ///
        /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
        #[must_use]
        pub fn labels(mut self, labels: $crate::value::Labels) -> Self {
            $crate::object::metadata::extend(&mut self.metadata().labels, labels.into());
            self
        }

        /// Adds a label. A later value of one key replaces the earlier.
        #[doc(alias = "labels")]
        #[must_use]
        pub fn label(mut self, key: $crate::value::LabelKey, value: $crate::value::LabelValue) -> Self {
            self.metadata().labels.get_or_insert_default().insert(key.into(), value.into());
            self
        }

        /// Adds annotations. A later text of one key replaces the earlier.
        #[must_use]
        pub fn annotations(mut self, annotations: $crate::value::Annotations) -> Self {
            $crate::object::metadata::extend(&mut self.metadata().annotations, annotations.into());
            self
        }

        /// Adds an annotation. A later text of one key replaces the earlier.
        #[doc(alias = "annotations")]
        #[must_use]
        pub fn annotation(mut self, key: $crate::value::AnnotationKey, text: impl Into<String>) -> Self {
            self.metadata().annotations.get_or_insert_default().insert(key.into(), text.into());
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
        pub fn raw_metadata(
            mut self,
            change: impl FnOnce(&mut k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta),
        ) -> Self {
            change(self.metadata());
            self
        }
    };
    (identity $(where $($bound:tt)+)?) => {
        /// Sets the namespace. Defaults to that of the request.
        #[must_use]
        pub fn namespace(mut self, namespace: $crate::value::DnsLabel) -> Self $(where $($bound)+)? {
            self.metadata().namespace = Some(namespace.into());
            self
        }

        $crate::object::metadata::metadata_setters!(ownership $(where $($bound)+)?);
    };
    (cluster $Kind:ty) => {
        /// An object of the cluster has no namespace.
        #[doc(hidden)]
        #[must_use]
        pub fn namespace(self, _: $crate::value::DnsLabel) -> Self
        where
            for<'a> (): $crate::object::metadata::HasNamespace<$Kind>,
        {
            self
        }

        $crate::object::metadata::metadata_setters!(ownership);
    };
    (ownership $(where $($bound:tt)+)?) => {
        /// Adds an owner: the object is deleted when its owners are.
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
        pub fn owner(
            mut self,
            owner: k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference,
        ) -> Self $(where $($bound)+)? {
            self.metadata().owner_references.get_or_insert_default().push(owner);
            self
        }

        /// Adds owners: the object is deleted when its owners are.
        #[doc(alias = "ownerReferences")]
        #[must_use]
        pub fn owners(
            mut self,
            owners: impl IntoIterator<Item = k8s_openapi::apimachinery::pkg::apis::meta::v1::OwnerReference>,
        ) -> Self $(where $($bound)+)? {
            $crate::object::metadata::extend_list(&mut self.metadata().owner_references, owners);
            self
        }

        /// Adds a finalizer: the object is not deleted before it is removed.
        ///
        /// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/>
        #[doc(alias = "finalizers")]
        #[must_use]
        pub fn finalizer(mut self, finalizer: $crate::value::LabelKey) -> Self $(where $($bound)+)? {
            self.metadata().finalizers.get_or_insert_default().push(finalizer.into());
            self
        }

        /// Adds finalizers: the object is not deleted before they are removed.
        #[must_use]
        pub fn finalizers(mut self, finalizers: impl IntoIterator<Item = $crate::value::LabelKey>) -> Self $(where $($bound)+)? {
            $crate::object::metadata::extend_list(&mut self.metadata().finalizers, finalizers.into_iter().map(Into::into));
            self
        }
    };
}

pub(crate) use metadata_setters;

/// Implemented by nothing: its message is what a misuse shows.
#[cfg(feature = "app")]
#[diagnostic::on_unimplemented(
    message = "a {T} belongs to no namespace",
    label = "it is an object of the cluster as a whole",
    note = "leave out `.namespace(..)`"
)]
pub trait HasNamespace<T> {}

/// Adds to a map. An empty one leaves the field unset.
pub(crate) fn extend(map: &mut Option<BTreeMap<String, String>>, more: BTreeMap<String, String>) {
    if !more.is_empty() {
        map.get_or_insert_default().extend(more);
    }
}

/// Adds to a list. An empty one leaves the field unset.
pub(crate) fn extend_list<T>(list: &mut Option<Vec<T>>, more: impl IntoIterator<Item = T>) {
    let mut more = more.into_iter().peekable();
    if more.peek().is_some() {
        list.get_or_insert_default().extend(more);
    }
}
