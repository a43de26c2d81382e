//! What an application takes.

use std::fmt;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::{Metadata, Resource};
use serde::Serialize;

use super::any_workload::{AnyWorkload, Of};
use crate::access::{ClusterRole, ClusterRoleBinding, Role, RoleBinding, ServiceAccount};
use crate::claim::PersistentVolumeClaim;
use crate::cluster::{LimitRange, Namespace, PriorityClass, ResourceQuota};
use crate::config::{
    ConfigMap, ConfigMapOf, DeclaredConfigMap, DeclaredSecret, HashedConfigMap, Secret, SecretOf,
};
use crate::manifest::{Manifest, Object};
use crate::masked;
use crate::network::{Connections, ExternalName, Ingress, NetworkPolicy, Service};
use crate::pod::{Complete, HasMain, Pod, PodBuilder, PodTemplate, State};
use crate::rules::kinds::for_each_kind;
use crate::rules::pod_security::{Baseline, Restricted};
use crate::rules::{Findings, KubeVersion, Valid, Validate, Violations};
use crate::value::DnsLabel;
use crate::workload::{
    CronJob, DaemonSet, Deployment, DisruptionBudget, HorizontalPodAutoscaler, Job, JobTemplate, ReplicaSet,
    StatefulSet,
};

/// What is added to an [`App`](super::App): a builder, a [`Valid`] object, a plain object of a kind that has rules, an
/// [`Object`], a [`Manifest`], a declared map, and an option or a list of these.
///
/// An account brings its roles and bindings, and a workload its autoscaler.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to an App",
    label = "an App takes workloads, services, config maps and the other builders of this crate",
    note = "`Object::unvalidated(object)?` takes a custom resource, and any other object as it is"
)]
pub trait IntoObjects {
    #[doc(hidden)]
    fn into_objects(self, members: &mut Members);
}

/// The Job has a name.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a Job template has no name",
    label = "a Job of its own is `Job::new(name, template)`, a scheduled one stands in a `CronJob`"
)]
pub trait HasName<T> {}

/// The pod is an object of its own.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a pod template is no object of its own",
    label = "give it to a workload: `Deployment::new(name, template)`"
)]
pub trait StandsAlone<T> {}

/// The objects that are added.
#[doc(hidden)]
#[derive(Debug, Default)]
pub struct Members(pub(super) Vec<Member>);

/// An object that is added, and where it belongs.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) content: MemberContent,
    /// The namespace, if it is another than that of the application.
    pub(super) namespace: Option<DnsLabel>,
}

#[derive(Debug)]
pub(super) enum MemberContent {
    Workload(AnyWorkload),
    Builder(Box<dyn Build>),
    Object(Object),
}

impl Members {
    pub(super) fn push(&mut self, content: MemberContent) {
        self.0.push(Member { content, namespace: None });
    }

    fn builder(&mut self, builder: impl Build + 'static) {
        self.push(MemberContent::Builder(Box::new(builder)));
    }
}

/// The objects of a builder.
pub(super) type Built = Vec<Result<Object, Rejection>>;

/// An object that breaks rules.
pub(super) struct Rejection {
    pub(super) violations: Violations,
    /// The object, so that its references are followed all the same. An object that cannot be written has none.
    pub(super) object: Option<Object>,
}

impl Rejection {
    fn of<T>(mut violations: Violations) -> Self
    where
        T: Clone + Send + Sync + 'static,
        Object: From<Valid<T>>,
    {
        let rejected = violations.take_rejected::<T>();
        let object = rejected.and_then(|(object, carried)| {
            // It is written as any object of its kind.
            let value = Object::from(Valid::validated(object, KubeVersion::ENABLED)).to_value().ok()?;
            Object::rejected(value, violations.fields(), carried).ok()
        });
        Self { violations, object }
    }
}

/// A builder of one object or more.
pub(super) trait Build: fmt::Debug + Send + Sync {
    /// Builds the objects in a namespace, if the builder has none. Objects of the cluster have none.
    fn build_in(self: Box<Self>, namespace: Option<&DnsLabel>, version: KubeVersion) -> Built;
}

/// Sets the namespace of an object that has none.
pub(super) fn place(metadata: &mut ObjectMeta, namespace: Option<&DnsLabel>) {
    if let Some(namespace) = namespace {
        metadata.namespace.get_or_insert_with(|| namespace.clone().into());
    }
}

pub(super) fn single<T>(valid: Result<Valid<T>, Violations>) -> Built
where
    T: Clone + Send + Sync + 'static,
    Object: From<Valid<T>>,
{
    vec![valid.map(Object::from).map_err(Rejection::of::<T>)]
}

macro_rules! workloads {
    ($($Builder:ident)*) => {
        $(
            impl IntoObjects for $Builder {
                fn into_objects(self, members: &mut Members) {
                    members.push(MemberContent::Workload(Of::$Builder(self).into()));
                }
            }
        )*
    };
}

workloads!(Deployment StatefulSet DaemonSet ReplicaSet CronJob);

impl<R> IntoObjects for Job<R> {
    fn into_objects(self, members: &mut Members) {
        members.push(MemberContent::Workload(Of::Job(self.of_any_restart()).into()));
    }
}

impl IntoObjects for AnyWorkload {
    fn into_objects(self, members: &mut Members) {
        members.push(MemberContent::Workload(self));
    }
}

macro_rules! builders {
    ($([$($generics:tt)*] $Builder:ty, |$builder:ident, $namespace:ident, $version:ident| $built:expr;)*) => {
        $(
            impl<$($generics)*> IntoObjects for $Builder {
                fn into_objects(self, members: &mut Members) {
                    members.builder(self);
                }
            }

            impl<$($generics)*> Build for $Builder {
                fn build_in(self: Box<Self>, $namespace: Option<&DnsLabel>, $version: KubeVersion) -> Built {
                    let $builder = *self;
                    $built
                }
            }
        )*
    };
}

/// Builders of one object, which is in a namespace.
macro_rules! namespaced {
    ($([$($generics:tt)*] $Builder:ty;)*) => {
        builders! {
            $([$($generics)*] $Builder, |builder, namespace, version| {
                single(builder.raw_metadata(|metadata| place(metadata, namespace)).build_for(version))
            };)*
        }
    };
}

/// Builders of one object, which belongs to the cluster.
macro_rules! cluster_scoped {
    ($($Builder:ty;)*) => {
        builders! { $([] $Builder, |builder, _namespace, version| single(builder.build_for(version));)* }
    };
}

namespaced! {
    [] Service;
    [] ExternalName;
    [] Ingress;
    [] NetworkPolicy;
    [] ConfigMap;
    [] HashedConfigMap;
    [M: DeclaredConfigMap + 'static] ConfigMapOf<M>;
    [] Secret;
    [M: DeclaredSecret + 'static] SecretOf<M>;
    [] PersistentVolumeClaim;
    [] Role;
    [] RoleBinding;
    [] DisruptionBudget;
    [] HorizontalPodAutoscaler;
    [] LimitRange;
    [] ResourceQuota;
}

cluster_scoped! {
    ClusterRole;
    ClusterRoleBinding;
    Namespace;
    PriorityClass;
}

builders! {
    [] ServiceAccount, |account, namespace, version| {
        let account = account.raw_metadata(|metadata| place(metadata, namespace));
        let roles = account.roles().into_iter().flat_map(|role| single(role.build_for(version)));
        let bindings = account.bindings().into_iter().flat_map(|binding| single(binding.build_for(version)));
        let role = account.cluster_role().into_iter().flat_map(|role| single(role.build_for(version)));
        let of_cluster = account.cluster_bindings();
        let of_cluster = of_cluster.into_iter().flat_map(|binding| single(binding.build_for(version)));
        let rights: Vec<_> = roles.chain(bindings).chain(role).chain(of_cluster).collect();
        single(account.build_for(version)).into_iter().chain(rights).collect()
    };
}

impl<S: State + Complete + 'static> IntoObjects for PodBuilder<S, Pod> {
    fn into_objects(self, members: &mut Members) {
        members.builder(PodOfItsOwn(self.finished()));
    }
}

#[derive(Debug)]
struct PodOfItsOwn(PodBuilder<HasMain, Pod>);

impl Build for PodOfItsOwn {
    fn build_in(self: Box<Self>, namespace: Option<&DnsLabel>, version: KubeVersion) -> Built {
        single(self.0.raw_metadata(|metadata| place(metadata, namespace)).build_for(version))
    }
}

impl<S> IntoObjects for PodBuilder<S, PodTemplate>
where
    for<'a> (): StandsAlone<S>,
{
    fn into_objects(self, _: &mut Members) {}
}

impl<R> IntoObjects for JobTemplate<R>
where
    for<'a> (): HasName<R>,
{
    fn into_objects(self, _: &mut Members) {}
}

impl<T> IntoObjects for Valid<T>
where
    Object: From<Self>,
{
    fn into_objects(self, members: &mut Members) {
        Object::from(self).into_objects(members);
    }
}

macro_rules! proofs {
    ($($Proof:ident)*) => {
        $(
            impl<T> IntoObjects for $Proof<Valid<T>>
            where
                Object: From<Self>,
            {
                fn into_objects(self, members: &mut Members) {
                    Object::from(self).into_objects(members);
                }
            }
        )*
    };
}

proofs!(Baseline Restricted);

impl IntoObjects for Object {
    fn into_objects(self, members: &mut Members) {
        members.push(MemberContent::Object(self));
    }
}

impl IntoObjects for Connections {
    fn into_objects(self, members: &mut Members) {
        self.policies().into_objects(members);
    }
}

impl IntoObjects for Manifest {
    fn into_objects(self, members: &mut Members) {
        for object in self {
            object.into_objects(members);
        }
    }
}

impl<T: IntoObjects> IntoObjects for Option<T> {
    fn into_objects(self, members: &mut Members) {
        if let Some(object) = self {
            object.into_objects(members);
        }
    }
}

impl<T: IntoObjects> IntoObjects for Vec<T> {
    fn into_objects(self, members: &mut Members) {
        for object in self {
            object.into_objects(members);
        }
    }
}

impl<T: IntoObjects, const N: usize> IntoObjects for [T; N] {
    fn into_objects(self, members: &mut Members) {
        for object in self {
            object.into_objects(members);
        }
    }
}

/// A plain object of a kind that has rules.
struct Plain<T>(T);

/// Shows the object, a Secret without its values.
impl<T: fmt::Debug + 'static> fmt::Debug for Plain<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked::debug(&self.0, f)
    }
}

impl<T> Build for Plain<T>
where
    T: Validate
        + Metadata<Ty = ObjectMeta>
        + Resource
        + Serialize
        + Clone
        + fmt::Debug
        + Send
        + Sync
        + 'static,
{
    fn build_in(mut self: Box<Self>, namespace: Option<&DnsLabel>, version: KubeVersion) -> Built {
        let is_of_cluster = crate::links::scope::is_cluster_scoped(T::GROUP, T::KIND);
        place(self.0.metadata_mut(), namespace.filter(|_| !is_of_cluster));
        single(Valid::build(self.0, None, version, Findings::new()))
    }
}

macro_rules! plain {
    ($($Kind:ty)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl IntoObjects for $Kind {
                fn into_objects(self, members: &mut Members) {
                    members.builder(Plain(self));
                }
            }
        )*
    };
}

for_each_kind!(plain);
