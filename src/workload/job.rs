use std::marker::PhantomData;

use k8s_openapi::api::batch::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::job_template::{IntoJobTemplate, JobParts, parts};
use super::methods::{Workload, workload_methods};
use super::template::Template;
use crate::object::IntoSelector;
use crate::rules::{Findings, KubeVersion, Path, Valid, Violations};
use crate::value::{DnsSubdomain, GenerateName};

/// A Job: pods that run until a number of them have succeeded.
///
/// What the Job does is a [`JobTemplate`](super::JobTemplate).
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::{Job, JobTemplate};
///
/// let migrate = Container::new(name!("migrate"), image!("acme/shop:7")).args(["migrate"]);
/// let job = JobTemplate::on_failure(PodTemplate::builder().main(migrate)).active_deadline(Seconds::minutes(10));
/// let job = Job::new(name!("migrate"), job).build()?;
/// assert_eq!(
///     podwright::to_yaml(&job)?,
///     "apiVersion: batch/v1
/// kind: Job
/// metadata:
///   name: migrate
/// spec:
///   activeDeadlineSeconds: 600
///   template:
///     spec:
///       restartPolicy: OnFailure
///       containers:
///       - name: migrate
///         image: acme/shop:7
///         args:
///         - migrate
/// "
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # Types
///
/// `R` is the restart policy of the pods, [`Never`](super::Never) or [`OnFailure`](super::OnFailure).
///
/// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/>
#[derive(Clone, Debug)]
pub struct Job<R> {
    pub(super) parts: JobParts,
    pub(super) selector: Option<LabelSelector>,
    restart: PhantomData<fn() -> R>,
}

impl<R> Job<R> {
    /// Forgets the restart policy of the pods as a type. The pods keep it.
    pub(crate) fn of_any_restart(self) -> Job<()> {
        Job { parts: self.parts, selector: self.selector, restart: PhantomData }
    }
    /// Creates a Job with this name. `build()` reports a name of more than 63 characters, because the pods get it as a label.
    #[must_use]
    pub fn new<T: IntoJobTemplate<Restart = R>>(name: DnsSubdomain, job: T) -> Self {
        let mut job = Self::of(job);
        job.parts.metadata.name = Some(name.into());
        job
    }

    /// Creates a Job whose name the API server completes with a random end, so that each request creates a new Job.
    ///
    /// Create such a Job, by `kubectl create` or `kube::Api::create`. Apply refuses it, because apply finds objects by name.
    ///
    /// Source: <https://kubernetes.io/docs/reference/using-api/api-concepts/#generated-values>
    #[must_use]
    pub fn generate_name<T: IntoJobTemplate<Restart = R>>(prefix: GenerateName, job: T) -> Self {
        let mut job = Self::of(job);
        job.parts.metadata.generate_name = Some(prefix.into());
        job
    }

    fn of<T: IntoJobTemplate<Restart = R>>(job: T) -> Self {
        Self { parts: parts(job.into_job_template()), selector: None, restart: PhantomData }
    }

    /// Chooses the pods of the Job by labels, in place of labels that the API server generates. The pods get the labels that
    /// the selector names, unless the template has others.
    ///
    /// No other pods may have these labels. This is for a Job that takes over the pods of another.
    ///
    /// ```
    /// use podwright::prelude::*;
    /// use podwright::workload::{Job, JobTemplate};
    ///
    /// # let template = PodTemplate::builder().main(Container::new(name!("a"), image!("acme/a:1")));
    /// let job = Job::new(name!("a"), JobTemplate::never(template)).manual_selector(labels! { "job" = "a" }).build()?;
    /// let spec = job.spec.as_ref().unwrap();
    /// assert_eq!(spec.manual_selector, Some(true));
    /// assert_eq!(spec.template.metadata.as_ref().unwrap().labels.as_ref().unwrap()["job"], "a");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector>
    #[doc(alias = "selector")]
    #[must_use]
    pub fn manual_selector(mut self, selector: impl IntoSelector) -> Self {
        self.selector = Some(selector.into_selector().into());
        self
    }

    workload_methods!();

    fn metadata(&mut self) -> &mut ObjectMeta {
        &mut self.parts.metadata
    }

    fn metadata_ref(&self) -> &ObjectMeta {
        &self.parts.metadata
    }

    fn template_mut(&mut self) -> &mut Template {
        &mut self.parts.template
    }

    /// Returns the Job, as one that the API server accepts, or every rule that it breaks.
    ///
    /// # Errors
    ///
    /// If the Job or its template breaks rules. The error has all of them, with the paths of the fields.
    pub fn build(self) -> Result<Valid<v1::Job>, Violations> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the Job validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<Valid<v1::Job>, Violations> {
        let mut own = Findings::new();
        let (metadata, mut spec, pod_security, carried) =
            self.parts.assemble(version, &Path::of("spec"), &mut own);
        if let Some(selector) = self.selector {
            if let Some(selected) = &selector.match_labels {
                let metadata = spec.template.metadata.get_or_insert_default();
                let labels = metadata.labels.get_or_insert_default();
                for (key, value) in selected {
                    labels.entry(key.clone()).or_insert_with(|| value.clone());
                }
            }
            spec.manual_selector = Some(true);
            spec.selector = Some(selector);
        }
        let job = v1::Job { metadata, spec: Some(spec), status: None };
        Valid::build_carrying(job, pod_security, version, own, carried)
    }
}

impl<R> Workload for Job<R> {
    fn template(self, change: impl FnOnce(Template) -> Template) -> Self {
        Self::template(self, change)
    }
}
