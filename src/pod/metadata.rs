use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::PodBuilder;
use super::state::{Complete, State};
use super::target::{Standalone, Target};
use crate::object::metadata::metadata_setters;

/// The annotation that names the container which kubectl takes if it is given none.
const DEFAULT_CONTAINER: &str = "kubectl.kubernetes.io/default-container";

/// # Metadata
impl<S: State, T: Target> PodBuilder<S, T> {
    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.draft.metadata
    }

    metadata_setters!(labels);
    metadata_setters!(identity where T: Standalone);

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
}
