use std::fmt;
use std::time::Duration;

use kube::Client;
use podwright::manifest::Manifest;
use typed_builder::TypedBuilder;

use super::JobPolicy;
use super::run::Run;
use crate::{ApplySet, ChangeError, ChangeSet, ObjectRef, Target};

/// The name under which kubectl owns fields that it applied on the client's side.
const KUBECTL: &str = "kubectl-client-side-apply";

/// Applies manifests by server-side apply.
///
/// The builder wants a client and the name of a field manager. Without one of them `build()` does not compile.
///
/// ```no_run
/// # async fn apply(manifest: &podwright::manifest::Manifest) -> Result<(), Box<dyn std::error::Error>> {
/// use podwright_kube::{Apply, JobPolicy, Target};
///
/// let client = kube::Client::try_default().await?;
/// let apply = Apply::builder()
///     .client(client)
///     .field_manager("shop")
///     .namespace("shop")
///     .job(Target::named("Job", "migrate"), JobPolicy::Recreate)
///     .force_field(Target::named("Deployment", "web"), ".spec.replicas")
///     .build();
/// let changes = apply.run(manifest).await?;
/// println!("{changes}");
/// # Ok(())
/// # }
/// ```
///
/// ```compile_fail
/// # fn apply(client: kube::Client) -> podwright_kube::Apply {
/// podwright_kube::Apply::builder().client(client).build()
/// # }
/// ```
///
/// ```compile_fail
/// podwright_kube::Apply::builder().field_manager("shop").build();
/// ```
///
/// Objects are applied in install order, in two stages: namespaces and definitions of custom resources, which are waited for,
/// then all others. In each stage the API server first validates all objects (a dry run). If it refuses one, none of the stage
/// is applied. An object that would not change is not written.
///
/// Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/>
#[expect(clippy::struct_field_names, reason = "an apply set is what Kubernetes calls one")]
#[derive(Clone, TypedBuilder)]
#[builder(mutators(
    /// Takes fields that other managers own, in these objects.
    pub fn force(&mut self, objects: impl Into<Target>) {
        self.forced.push((objects.into(), None));
    }

    /// Takes one field that another manager owns, with what is below it, in these objects: `.spec.replicas`.
    pub fn force_field(&mut self, objects: impl Into<Target>, field: impl Into<String>) {
        self.forced.push((objects.into(), Some(field.into())));
    }

    /// Deletes these objects and creates them again, if they set a field that cannot change.
    ///
    /// What they hold is lost meanwhile, and what runs in them stops.
    pub fn recreate(&mut self, objects: impl Into<Target>) {
        self.recreated.push(objects.into());
    }

    /// Sets what happens to these Jobs, if their template has changed. Defaults to [`JobPolicy::Fail`].
    pub fn job(&mut self, jobs: impl Into<Target>, policy: JobPolicy) {
        self.jobs.push((jobs.into(), policy));
    }

    /// Takes over the fields that another manager owns by updates: that of a tool which you no longer use.
    ///
    /// Those of `kubectl apply` are taken over always, because fields that nobody applies are never removed.
    pub fn take_over(&mut self, manager: impl Into<String>) {
        self.taken_over.push(manager.into());
    }
))]
#[builder(
    builder_type(doc = "Collects the options of [`Apply`]."),
    build_method(doc = "Returns the options, if client and field manager are set.")
)]
pub struct Apply {
    #[builder(setter(doc = "Sets the client."))]
    pub(super) client: Client,
    #[builder(setter(
        into,
        doc = "Sets the name that owns the applied fields. Always use the same one for a manifest."
    ))]
    pub(super) field_manager: String,
    /// The namespace of objects without one.
    #[builder(
        default,
        setter(
            strip_option,
            into,
            doc = "Sets the namespace of objects without one. Defaults to the client's."
        )
    )]
    pub(super) namespace: Option<String>,
    #[builder(
        default,
        setter(
            strip_option,
            doc = "Deletes objects that were applied with this set before, and are no longer in the manifest."
        )
    )]
    pub(super) apply_set: Option<ApplySet>,
    #[builder(default = Duration::from_secs(120), setter(doc = "Sets how long namespaces, definitions and deletions are waited for. Defaults to 120 seconds."))]
    pub(super) stage_timeout: Duration,
    #[builder(via_mutators)]
    pub(super) forced: Vec<(Target, Option<String>)>,
    #[builder(via_mutators)]
    pub(super) recreated: Vec<Target>,
    #[builder(via_mutators)]
    pub(super) jobs: Vec<(Target, JobPolicy)>,
    #[builder(via_mutators(init = vec![KUBECTL.to_owned()]))]
    pub(super) taken_over: Vec<String>,
}

impl Apply {
    /// Applies the objects of a manifest, and prunes if there is an [`ApplySet`].
    ///
    /// # Errors
    ///
    /// If an object is not applied. The error has the change set, which says what stands and what does not.
    pub async fn run(&self, manifest: &Manifest) -> Result<ChangeSet, ChangeError> {
        Run::new(self).apply(manifest).await
    }

    /// Asks the API server what [`run`](Self::run) would do, and changes nothing.
    ///
    /// Objects in a namespace that is in the manifest and not in the cluster, or of a kind that is defined in the manifest only,
    /// are not seen by the API server: their notes say so.
    ///
    /// # Errors
    ///
    /// If an object would not be applied.
    pub async fn plan(&self, manifest: &Manifest) -> Result<ChangeSet, ChangeError> {
        Run::new(self).plan(manifest).await
    }

    pub(crate) fn field_manager(&self) -> &str {
        &self.field_manager
    }

    pub(super) fn job_policy(&self, job: &ObjectRef) -> JobPolicy {
        let policy = self.jobs.iter().rev().find(|(target, _)| target.includes(job));
        policy.map(|(_, policy)| *policy).unwrap_or_default()
    }

    pub(super) fn is_recreated(&self, object: &ObjectRef) -> bool {
        self.recreated.iter().any(|target| target.includes(object))
            || object.is("batch", "Job") && self.job_policy(object) == JobPolicy::Recreate
    }

    /// Tells whether a field of an object is taken from its owner.
    pub(super) fn is_forced(&self, object: &ObjectRef, field: &str) -> bool {
        self.forced.iter().any(|(target, forced)| {
            target.includes(object) && forced.as_deref().is_none_or(|forced| is_within(field, forced))
        })
    }
}

/// Tells whether a field is another one, or below it.
fn is_within(field: &str, above: &str) -> bool {
    let (field, above) = (field.trim_start_matches('.'), above.trim_start_matches('.'));
    field.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Shows the options. The client is not shown.
impl fmt::Debug for Apply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Apply")
            .field("field_manager", &self.field_manager)
            .field("namespace", &self.namespace)
            .field("apply_set", &self.apply_set)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::is_within;

    #[test]
    fn a_field_includes_what_is_below_it() {
        for (field, above) in [
            (".spec.replicas", "spec.replicas"),
            (".spec.template.spec", ".spec.template"),
            (".spec.containers[name=\"a\"].image", ".spec.containers"),
        ] {
            assert!(is_within(field, above), "{field} {above}");
        }
        assert!(!is_within(".spec.replicasMax", ".spec.replicas"));
        assert!(!is_within(".spec", ".spec.replicas"));
    }
}
