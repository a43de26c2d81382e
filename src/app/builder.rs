use std::collections::BTreeMap;
use std::iter;

use super::built::App;
use super::error::AppError;
use super::external::IntoExternal;
use super::into_objects::{IntoObjects, MemberContent, Members};
use super::names::Names;
use super::{AnyWorkload, build};
use crate::links::{CustomLinks, Linker};
use crate::manifest::retype::retype;
use crate::rules::KubeVersion;
use crate::rules::pod_security::LevelVersion;
use crate::value::{DnsLabel, LabelKey, LabelValue, Labels};

/// The label by which objects belong to an application.
///
/// Source: <https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/>
const PART_OF: &str = "app.kubernetes.io/part-of";

/// A builder of an [`App`].
#[derive(Debug)]
pub struct AppBuilder {
    pub(super) name: DnsLabel,
    pub(super) own: Part,
    /// The parts that were joined.
    pub(super) joined: Vec<Part>,
    pub(super) linker: Linker,
}

/// Objects of one name, namespace and prefix.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) namespace: Option<DnsLabel>,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) pod_labels: BTreeMap<String, String>,
    pub(super) pod_security: Option<LevelVersion>,
    pub(super) names: Names,
    pub(super) members: Members,
}

impl Part {
    fn new(name: &DnsLabel) -> Self {
        let labels = BTreeMap::from([(PART_OF.to_owned(), name.as_str().to_owned())]);
        Self {
            namespace: None,
            labels,
            pod_labels: BTreeMap::new(),
            pod_security: None,
            names: Names::default(),
            members: Members::default(),
        }
    }
}

/// What stands in an application, and where.
impl AppBuilder {
    pub(super) fn new(name: DnsLabel) -> Self {
        let own = Part::new(&name);
        Self { name, own, joined: Vec::new(), linker: Linker::new() }
    }

    pub(super) fn joined(name: DnsLabel, apps: impl IntoIterator<Item = Self>) -> Self {
        let mut joined = Self::new(name);
        for app in apps {
            joined.joined.push(app.own);
            joined.joined.extend(app.joined);
            joined.linker = joined.linker.and(app.linker);
        }
        joined
    }

    /// Adds objects.
    ///
    /// A builder is built with the application, so that one `build()` reports everything. A workload brings its autoscaler, and an
    /// account its roles and bindings. An [`Object::unvalidated`](crate::manifest::Object::unvalidated) that gets a label, a namespace or another name is a
    /// [`serde_json::Value`](k8s_openapi::serde_json::Value) afterwards.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(
    ///     Container::new(name!("web"), image!("nginx:1.27")).resources(Resources::new().cpu(Cpu::millis(100)..)),
    /// );
    /// let web = Deployment::new(name!("web"), web).replicas(Autoscale::between(2, 10).cpu_utilization(70));
    /// let budget = web.disruption_budget(MaxUnavailable(1));
    /// let shop = App::builder(name!("shop")).add(budget).add(web).build()?;
    /// assert_eq!(shop.manifest().len(), 3);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[expect(
        clippy::should_implement_trait,
        reason = "objects are added, as to a manifest; nothing is summed"
    )]
    #[must_use]
    pub fn add(mut self, objects: impl IntoObjects) -> Self {
        objects.into_objects(&mut self.own.members);
        self
    }

    /// Adds objects to another namespace than that of the application.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let reader = Role::new(rbac_name!("reader"));
    /// let shop = App::builder(name!("shop")).namespace(name!("shop")).add_in(name!("kube-system"), reader).build()?;
    /// assert_eq!(shop.manifest().iter().next().unwrap().namespace(), Some("kube-system"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[expect(clippy::needless_pass_by_value, reason = "a setter takes a value of its own")]
    #[must_use]
    pub fn add_in(mut self, namespace: DnsLabel, objects: impl IntoObjects) -> Self {
        let members = &mut self.own.members.0;
        let before = members.len();
        objects.into_objects(&mut self.own.members);
        for member in self.own.members.0.iter_mut().skip(before) {
            member.namespace.get_or_insert_with(|| namespace.clone());
        }
        self
    }

    /// Sets the namespace of the objects that have none. Objects of the cluster never get one.
    ///
    /// Defaults to none: the objects are in the namespace that they are applied in.
    #[must_use]
    pub fn namespace(mut self, namespace: DnsLabel) -> Self {
        self.own.namespace = Some(namespace);
        self
    }

    /// Adds a label to all objects. A label that an object has stays as it is.
    ///
    /// Pods that workloads create do not get it: [`pod_label`](Self::pod_label) is for them.
    #[must_use]
    pub fn label(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.own.labels.insert(key.into(), value.into());
        self
    }

    /// Adds labels to all objects. Labels that an object has stay as they are.
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.own.labels.extend(BTreeMap::from(labels));
        self
    }

    /// Adds a label to all pods: those of workloads and those of their own. Selectors stay as they are.
    #[must_use]
    pub fn pod_label(mut self, key: LabelKey, value: LabelValue) -> Self {
        self.own.pod_labels.insert(key.into(), value.into());
        self
    }

    /// Adds labels to all pods: those of workloads and those of their own. Selectors stay as they are.
    #[must_use]
    pub fn pod_labels(mut self, labels: Labels) -> Self {
        self.own.pod_labels.extend(BTreeMap::from(labels));
        self
    }

    /// Demands that all pods meet a level of the Pod Security Standards. A [`Namespace`](crate::cluster::Namespace) of the
    /// application gets the label that makes the cluster demand it.
    ///
    /// A namespace of the application that demands a level by its own label is held to that, without this setter.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/>
    #[must_use]
    pub fn pod_security(mut self, level: impl Into<LevelVersion>) -> Self {
        self.own.pod_security = Some(level.into());
        self
    }

    /// Declares something that others make: references to it resolve.
    ///
    /// Handles that are external by their declaration say it themselves wherever they are used, and so do the references that
    /// they return: in variables and volumes, as pull secrets, as certificates.
    ///
    /// ```
    /// use podwright::links::External;
    /// use podwright::prelude::*;
    ///
    /// let db = SecretRef::new(name!("db"));
    /// let web = Container::new(name!("web"), image!("nginx:1.27")).env_from(&db);
    /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    /// let shop = App::builder(name!("shop")).add(web);
    /// assert!(shop.external(External::object("Secret", "db").made_by("the platform team")).build().is_ok());
    /// ```
    #[must_use]
    pub fn external(mut self, external: impl IntoExternal) -> Self {
        self.linker = self.linker.external(external.into_external());
        self
    }

    /// Describes what custom resources of a group and kind refer to, provide and make.
    #[must_use]
    pub fn custom(
        mut self,
        group: &str,
        kind: &str,
        links: impl CustomLinks + Send + Sync + 'static,
    ) -> Self {
        self.linker = self.linker.custom(group, kind, links);
        self
    }
}

/// # Names
impl AppBuilder {
    /// Puts a prefix before the name of each object, and before each reference to one. Names of objects of the cluster stay as
    /// they are.
    ///
    /// References are followed as [`links`](crate::links) lists them, and into the values of variables that an address of a
    /// service made. Labels and selectors stay as they are. A claim of a `StatefulSet` gets the name that the controller of the
    /// renamed set makes or looks for: `data-db-0` becomes `data-dev-db-0`. This holds for each number, also beyond the replicas:
    /// a set keeps the claims of pods that it no longer has, and the old name is that of an install without the prefix.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let db = Service::over(name!("db"), labels! { "app" = "db" }).port(&port!("sql", 5432), 5432);
    /// let web = Container::new(name!("web"), image!("acme/web:1")).env(vars! { DB = db.address(5432) });
    /// let db_pod = Container::new(name!("db"), image!("postgres:17")).port(&port!("sql", 5432));
    /// let db_pods = Deployment::new(name!("db"), PodTemplate::builder().main(db_pod)).selector(labels! { "app" = "db" });
    /// let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    ///
    /// let shop = App::builder(name!("shop")).name_prefix("dev-").add(web).add(db).add(db_pods).build()?;
    /// let yaml = podwright::to_yaml(&shop)?;
    /// assert!(yaml.contains("name: dev-web\n") && yaml.contains("value: dev-db:5432\n"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[doc(alias = "namePrefix")]
    #[inline]
    #[must_use]
    pub fn name_prefix(mut self, prefix: &str) -> Self {
        self.own.names.prefix(prefix, retype);
        self
    }

    /// Puts a suffix behind the name of each object, and behind each reference to one. Names of objects of the cluster stay as
    /// they are.
    #[doc(alias = "nameSuffix")]
    #[inline]
    #[must_use]
    pub fn name_suffix(mut self, suffix: &str) -> Self {
        self.own.names.suffix(suffix, retype);
        self
    }

    /// Renames objects of the cluster too, such as a `ClusterRole`, so that two installs have two.
    #[must_use]
    pub fn rename_cluster_scoped(mut self) -> Self {
        self.own.names.rename_cluster_scoped();
        self
    }

    /// Adds the label `app.kubernetes.io/instance` to all objects and pods, and to each selector of pods of the application, so
    /// that two installs in one namespace do not select the pods of each other.
    ///
    /// Selectors of a workload cannot change later: choose it before the first install.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let web = Deployment::new(name!("web"), web);
    /// let blue = App::builder(name!("shop")).name_suffix("-blue").instance(value!("blue")).add(web).build()?;
    /// let web = blue.manifest().iter().next().unwrap().downcast_ref::<k8s_openapi::api::apps::v1::Deployment>().unwrap();
    /// assert_eq!(web.spec.selector.match_labels.as_ref().unwrap()["app.kubernetes.io/instance"], "blue");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn instance(mut self, instance: LabelValue) -> Self {
        self.own.names.instance(instance.into(), retype);
        self
    }
}

/// # Parts
impl AppBuilder {
    /// Changes each workload: a part that all of them get.
    ///
    /// Workloads that are added later or as finished objects are not changed.
    ///
    /// ```
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let proxy = Sidecar::new(name!("proxy"), image!("envoyproxy/envoy:v1.31.0"));
    /// let shop = App::builder(name!("shop"))
    ///     .add(Deployment::new(name!("web"), web))
    ///     .each_workload(|workload| workload.template(|pod| pod.inject(proxy.clone())))
    ///     .build()?;
    /// assert!(podwright::to_yaml(&shop)?.contains("name: proxy"));
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn each_workload(mut self, mut change: impl FnMut(AnyWorkload) -> AnyWorkload) -> Self {
        for part in iter::once(&mut self.own).chain(&mut self.joined) {
            for member in &mut part.members.0 {
                if let MemberContent::Workload(workload) = &mut member.content {
                    *workload = change(workload.clone());
                }
            }
        }
        self
    }

    /// Returns the workloads that were added as builders, for what is derived from them.
    pub fn workloads(&self) -> impl Iterator<Item = &AnyWorkload> {
        iter::once(&self.own).chain(&self.joined).flat_map(|part| &part.members.0).filter_map(|member| {
            match &member.content {
                MemberContent::Workload(workload) => Some(workload),
                MemberContent::Builder(_) | MemberContent::Object(_) => None,
            }
        })
    }

    crate::conditional::conditional!();
}

/// # The application
impl AppBuilder {
    /// Returns the application, or everything that is wrong with its objects and the references between them.
    ///
    /// # Errors
    ///
    /// If an object breaks rules, two objects have the same kind, namespace and name, a reference does not resolve, or the set
    /// shows another violation of [`LINKS`](crate::links::LINKS).
    pub fn build(self) -> Result<App, AppError> {
        self.build_for(KubeVersion::ENABLED)
    }

    /// Returns the application validated for a cluster of another version than the one that is enabled.
    ///
    /// # Errors
    ///
    /// As of [`build`](Self::build).
    pub fn build_for(self, version: KubeVersion) -> Result<App, AppError> {
        build::build(self, version)
    }
}
