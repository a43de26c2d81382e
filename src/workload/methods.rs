//! The methods that workloads have in common.

/// Defines the methods of every workload, in an `impl` block of a builder that has
/// `fn metadata(&mut self) -> &mut ObjectMeta` and `fn template_mut(&mut self) -> &mut Template`.
macro_rules! workload_methods {
    () => {
        $crate::object::metadata::metadata_setters!(labels);
        $crate::object::metadata::metadata_setters!(identity);
        $crate::conditional::conditional!();

        /// Returns the name, which is empty if the API server makes one.
        pub(crate) fn name_text(&self) -> &str {
            self.metadata_ref().name.as_deref().unwrap_or_default()
        }

        /// Changes the template of the pods.
        ///
        /// A function over any workload uses the trait [`Workload`](crate::workload::Workload).
        #[must_use]
        pub fn template(
            mut self,
            change: impl FnOnce($crate::workload::Template) -> $crate::workload::Template,
        ) -> Self {
            let template = self.template_mut();
            *template = change(template.clone());
            self
        }
    };
}

/// Defines the methods of a workload with a selector, in an `impl` block of a builder that has a field `selected: Selected`.
macro_rules! selected_methods {
    () => {
        /// Sets the labels by which the workload selects its pods. The pods get them too.
        ///
        /// Defaults to the label `app.kubernetes.io/name` with the name of the workload. The selector of a workload cannot be
        /// changed later.
        #[must_use]
        pub fn selector(mut self, labels: impl $crate::object::IntoSelector) -> Self {
            self.selected.selector = Some(labels.into_selector().into());
            self
        }

        fn metadata(&mut self) -> &mut k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta {
            &mut self.selected.metadata
        }

        fn metadata_ref(&self) -> &k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta {
            &self.selected.metadata
        }

        fn template_mut(&mut self) -> &mut $crate::workload::Template {
            &mut self.selected.template
        }
    };
}

/// Defines what a workload of a number of pods has in addition, in an `impl` block of a builder: it has a field
/// `replicas: Option<Replicas>` beside `selected`.
macro_rules! scaled_setters {
    ($kind:literal) => {
        /// Sets the number of pods, or the [`Autoscale`](crate::workload::Autoscale) that chooses it. Defaults to 1.
        ///
        /// Of two calls the later counts. An autoscaled workload writes no `replicas`;
        /// [`autoscaler`](Self::autoscaler) makes the object that sets them.
        #[must_use]
        pub fn replicas(mut self, replicas: impl $crate::workload::IntoReplicas) -> Self {
            self.replicas = Some(replicas.into_replicas());
            self
        }

        /// Returns the autoscaler of this workload, if it has one. It has the same name and namespace.
        ///
        /// `build()` of the workload makes one object only. This is the other.
        #[must_use]
        pub fn autoscaler(&self) -> Option<$crate::workload::HorizontalPodAutoscaler> {
            let autoscale = self.replicas.as_ref()?.autoscale()?.clone();
            Some($crate::workload::HorizontalPodAutoscaler::of(&self.selected.metadata, $kind, autoscale))
        }

        /// Returns a disruption budget over the pods of this workload. It has the same name and namespace.
        ///
        /// ```
        /// use podwright::prelude::*;
        ///
        /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
        /// let web = Deployment::new(name!("web"), web).replicas(3);
        /// let budget = web.disruption_budget(MaxUnavailable(1)).build()?;
        /// let web = web.build()?;
        /// assert_eq!(budget.spec.as_ref().unwrap().selector.as_ref(), Some(&web.spec.selector));
        /// # Ok::<(), podwright::Error>(())
        /// ```
        #[doc(alias = "PodDisruptionBudget")]
        #[must_use]
        pub fn disruption_budget(
            &self,
            limit: impl $crate::workload::IntoDisruptionLimit,
        ) -> $crate::workload::DisruptionBudget {
            self.selected.disruption_budget(limit)
        }
    };
}

pub(super) use {scaled_setters, selected_methods, workload_methods};

use super::Template;

/// An object that creates pods from a template: a part that any of them takes is a function over it.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{Deployment, Workload};
///
/// fn with_pull_policy<W: Workload>(workload: W) -> W {
///     workload.template(|pod| pod.each_container(|c| c.pull_policy(PullPolicy::IfNotPresent)))
/// }
///
/// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
/// let web = with_pull_policy(Deployment::new(name!("web"), web)).build()?;
/// let container = &web.spec.template.spec.as_ref().unwrap().containers[0];
/// assert_eq!(container.image_pull_policy.as_deref(), Some("IfNotPresent"));
/// # Ok::<(), podwright::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a workload",
    label = "a workload is a Deployment, StatefulSet, DaemonSet, Job or CronJob",
    note = "a pod of its own is changed by a function over `PodBuilder<S>`"
)]
pub trait Workload: Sized {
    /// Changes the template of the pods.
    #[must_use]
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self;
}
