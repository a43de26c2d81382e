//! Which object of a set refers to which, and what is missing.
//!
//! [`Links`] finds each reference of a set of objects, with its field: to a config map and its key, to a service and its port,
//! from a selector to pods. It takes any objects: validated ones, raw ones, and what [`from_yaml`](crate::manifest) reads.
//!
//! ```
//! use podwright::links::{Completeness, Links};
//! use podwright::manifest::{Manifest, Object};
//! use podwright::prelude::*;
//!
//! let mut config = v1::ConfigMap::default();
//! config.metadata.name = Some("web-config".to_owned());
//! config.data = Some([("level".to_owned(), "info".to_owned())].into());
//!
//! let level = ConfigMapRef::new(name!("web-config")).key(config_key!("lvl"));
//! let main = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { LEVEL = level });
//! let pod = Pod::builder(name!("web")).main(main).build()?;
//!
//! let manifest = Manifest::of([Object::unvalidated(config)?, Object::from(pod)])?;
//! let links = Links::between(&manifest);
//! let findings = links.findings(Completeness::Fragment);
//! assert_eq!(findings.len(), 1);
//! assert_eq!(
//!     findings[0].to_string(),
//!     r#"Pod "web" spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap "web-config" has no key "lvl"; it has "level""#
//! );
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # What is reported
//!
//! You declare whether the set is a whole application. In a [`Completeness::Fragment`], a part that a present object lacks is
//! reported: a key, a port, a container. In a [`Completeness::Complete`] set, a missing object is reported too, once, with all
//! fields that refer to it. A [`Severity::Note`] is about what may be meant so. [`LINKS`] lists the ids.
//!
//! Some references are never reported:
//!
//! - to what every cluster has: the service account `default`, the config map `kube-root-ca.crt`, the role `cluster-admin`;
//! - to what another object of the set makes: the secret of a `Certificate`, a `SealedSecret`, an `ExternalSecret` or an
//!   ingress with an issuer, the claims of a `StatefulSet`, what a job or an init container creates by name: `create` and the name
//!   stand in its command line;
//! - to keys of a config map or secret without any data, which is filled later;
//! - with `optional: true`, or of a webhook with `failurePolicy: Ignore`;
//! - to classes, nodes and drivers, and into namespaces that the set has no object of;
//! - from a network policy to pods whose labels have a domain that no pod of the set has: they are those of a controller;
//! - to what you declare [`External`].
//!
//! A missing object is a note, and no violation, if a role of the set lets a program make objects of the kind, or if the set has a
//! custom resource of a kind that is not known: its controller may make anything. So is a config map, secret or claim whose name
//! stands in the command line of a job or an init container.
//! [`Linker::custom`] describes a kind.
//!
//! A selector that finds no pods is a note too, if a role of the set lets a program change pods and some pods have the other labels:
//! the program may set those that are missing, as an elected leader does.
//!
//! An object without a namespace is in the namespace of the apply. [`Linker::namespace`] sets it. Otherwise it is the namespace
//! that resolves most references. If an object is in the set more than once, references to it stay open, and a note says so in a
//! complete set. An object that is repeated with the same content, as files repeat their namespace, counts once.
//!
//! # What only a set shows
//!
//! Some findings are about no missing object. Each of these is a violation if it cannot be meant, and a note otherwise:
//!
//! - An autoscaler measures a utilization, and a container or sidecar has no request. An autoscaler without metrics measures 80%
//!   of the CPU.
//! - Two autoscalers scale one workload; a workload has a number of replicas beside its autoscaler.
//! - A disruption budget lets no pod be evicted. Percentages are rounded up, as the disruption controller rounds them, and an
//!   autoscaled workload has the `minReplicas` of its autoscaler. With `maxUnavailable` or a percentage the controller counts no
//!   pods of a DaemonSet or a Job, and none without a controller, and then nothing is evicted either. With a number for `minAvailable`
//!   nobody knows how many pods a DaemonSet has, so nothing is reported. Two budgets with the same pods are a violation.
//! - Several pods mount a `ReadWriteOnce` claim: those of two workloads, replicas, or the new and the old pod of a rolling update.
//!   This is a note, because the pods may be on one node. It is a violation for `ReadWriteOncePod`, except where a pod only waits.
//!   Nothing is reported if the volume is on one node: by its kind, or by the name of its class, `local-path`.
//!   Jobs alone share a claim without a note, because one may run after the other.
//! - The template of a Job names a config map or secret whose name ends in the hash of its content. A `CronJob` may: its template
//!   can change.
//! - The kubelet sets variables for each service of the namespace. Such a variable stands in for an optional one without a key, or
//!   for one that the container sets after the reference to it, or it holds a URL where a port number is to be, or it is not set
//!   because the service is headless. A plain `$(REDIS_SERVICE_HOST)` is meant.
//! - A readiness probe of a sidecar. A pod is ready only if its sidecars are. The probe is meant if a service leads to the sidecar,
//!   if another container may need it (its text has `localhost` or the number of a port), or if no service selects the pods: then
//!   a rollout waits for it. In a Job nothing asks for it.
//! - A webhook has no certificate of an authority, and no annotation, no job and no role of the set tells who fills it in.
//! - Two services take the same port of the nodes.
//! - A service leads to port numbers that no container declares, and to no declared port, or a declared port has nearly the number.
//!   Nothing is reported if a command line or a variable of the pods has the number.
//! - The service of a `StatefulSet` is not headless, and the set has several pods, or a text has the name of one: `db-0.db`.
//!
//! # From YAML
//!
//! With the feature `read`, `Linker::link_documents` takes the documents of a `Reader`, and `Linker::link_files` takes files. What
//! they return is a `LinkedDocuments`: its findings have the file, line and column of each field, and show the lines as compilers
//! do. A document that cannot be read makes a complete set a fragment, and a note says so. In a build script,
//! `podwright::build::Lint` does all this.
//!
//! ```
//! # #[cfg(feature = "read")] {
//! use podwright::links::{Completeness, Linker};
//! use podwright::manifest::Reader;
//!
//! let service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  selector: {app: web}\n  ports:\n  - {port: 80, targetPort: http}\n";
//! let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: web}}\nspec:\n  containers:\n  - name: web\n    image: nginx:1.27\n    ports:\n    - {name: htpp, containerPort: 80}\n";
//!
//! let files = [("service.yaml", service), ("pod.yaml", pod)];
//! let documents = files.iter().flat_map(|(name, text)| Reader::new(text.as_bytes()).named(*name));
//! let linked = Linker::new().link_documents(documents);
//! let findings = linked.findings(Completeness::Fragment);
//! assert_eq!(
//!     findings[0].to_string(),
//!     "service.yaml:7:28: Service \"web\" spec.ports[0].targetPort: no container of Pod \"web\" has a TCP port \"http\"; \
//!      did you mean \"htpp\"? It has \"htpp\""
//! );
//! let place = findings[0].places().next().unwrap();
//! assert_eq!((place.file(), place.position().line(), place.position().column()), ("service.yaml", 7, 28));
//! # }
//! ```
//!
//! # The references
//!
//! `C` stands for `containers`, `initContainers` and `ephemeralContainers`.
//!
#![doc = include_str!("REFERENCES.md")]

mod addresses;
mod authorities;
mod budgets;
mod catalog;
mod claims;
mod context;
pub(crate) mod contracts;
mod custom;
#[cfg(feature = "read")]
mod documents;
mod doubts;
mod external;
mod finding;
mod grants;
mod hashed;
mod inside;
mod known;
mod linker;
#[cfg(feature = "read")]
mod located;
mod monitors;
mod named;
mod near;
mod order;
mod parts;
mod permissions;
mod pods;
mod policies;
mod prometheus;
mod providers;
mod readiness;
mod reference;
pub(crate) mod relabel;
pub(crate) mod rename;
mod replicas;
mod resolve;
mod scaling;
pub(crate) mod scope;
mod selector;
mod service_variables;
mod services;
mod set;
mod set_claims;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod tree;
mod whole;
mod workloads;

use std::collections::HashMap;
use std::sync::Arc;

pub use catalog::LINKS;
pub use custom::{CustomLinks, LinkSink};
#[cfg(feature = "read")]
pub use documents::LinkedDocuments;
pub use external::External;
pub use finding::{Completeness, Finding, Place, Severity};
pub use linker::Linker;
#[cfg(feature = "read")]
pub use located::{FindingExcerpts, LocatedFinding, LocatedPlace};
pub use reference::{Missing, ObjectName, Outcome, Part, Reason, Reference, ResolvedBy, Target};

use self::context::Raised;
use crate::manifest::Object;

/// The references of a set of objects.
#[derive(Clone, Debug)]
pub struct Links {
    references: Vec<Reference>,
    from: HashMap<Arc<ObjectName>, Vec<usize>>,
    to: HashMap<ObjectName, Vec<usize>>,
    raised: Vec<Raised>,
    /// What could not be read.
    unreadable: Vec<Box<str>>,
    #[cfg(test)]
    steps: u64,
}

impl Links {
    /// Links the objects: those of a [`Manifest`](crate::manifest::Manifest), or of a slice.
    ///
    /// [`Linker`] takes settings: what is external, and what custom resources refer to.
    #[must_use]
    pub fn between<'o>(objects: impl IntoIterator<Item = &'o Object>) -> Self {
        Linker::new().link(objects)
    }

    /// Returns all references, by object.
    #[must_use]
    pub fn references(&self) -> &[Reference] {
        &self.references
    }

    /// Returns the references of an object.
    ///
    /// ```
    /// use podwright::links::{Links, ObjectName};
    /// use podwright::manifest::{Manifest, Object};
    /// use podwright::prelude::*;
    ///
    /// let volume = Volume::config_map(name!("config"), &ConfigMapRef::new(name!("web-config")));
    /// let main = Container::new(name!("web"), image!("nginx:1.27")).mount(volume.at(path!("/etc/web")));
    /// let pod = Object::from(Pod::builder(name!("web")).main(main).build()?);
    /// let mut config = v1::ConfigMap::default();
    /// config.metadata.name = Some("web-config".to_owned());
    ///
    /// let manifest = Manifest::of([pod.clone(), Object::unvalidated(config)?])?;
    /// let links = Links::between(&manifest);
    /// let fields: Vec<_> = links.of(&pod).map(|reference| reference.field()).collect();
    /// assert_eq!(fields, ["spec.volumes[0].configMap.name"]);
    /// assert_eq!(links.to(ObjectName::new("", "ConfigMap", None, "web-config")).count(), 1);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    pub fn of(&self, object: impl Into<ObjectName>) -> impl Iterator<Item = &Reference> {
        let found = self.from.get(&object.into());
        found.into_iter().flatten().filter_map(|at| self.references.get(*at))
    }

    /// Returns the references to an object, also those of selectors that select its pods.
    pub fn to(&self, object: impl Into<ObjectName>) -> impl Iterator<Item = &Reference> {
        let found = self.to.get(&object.into());
        found.into_iter().flatten().filter_map(|at| self.references.get(*at))
    }

    /// Reports what is missing, in the order of the objects.
    ///
    /// If something of the set could not be read, a set that is declared complete is treated as a fragment, and a note says so.
    #[must_use]
    pub fn findings(&self, completeness: Completeness) -> Vec<Finding> {
        let is_complete = completeness == Completeness::Complete && self.unreadable.is_empty();
        let severity = |raised: &Raised| if is_complete { Some(raised.complete) } else { raised.fragment };
        let mut findings: Vec<Finding> = self
            .raised
            .iter()
            .filter_map(|raised| {
                Some(Finding {
                    severity: severity(raised)?,
                    rule: raised.rule,
                    places: raised.places.clone(),
                    message: raised.message.clone(),
                })
            })
            .collect();
        if completeness == Completeness::Complete && !self.unreadable.is_empty() {
            findings.push(Finding {
                severity: Severity::Note,
                rule: catalog::SET_INCOMPLETE,
                places: Vec::new(),
                message: self.incomplete().into(),
            });
        }
        findings
    }
}

/// The most unreadable documents that a message names.
const NAMED: usize = 8;

impl Links {
    fn incomplete(&self) -> String {
        let named: Vec<&str> = self.unreadable.iter().take(NAMED).map(|what| &**what).collect();
        let more = match self.unreadable.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let named = named.join(", ");
        format!("the set is treated as a fragment, because this could not be read: {named}{more}")
    }
}

impl From<&Object> for ObjectName {
    fn from(object: &Object) -> Self {
        let group = object.api_version().split_once('/').map_or("", |(group, _)| group);
        let made = object.generate_name().map(|prefix| format!("{prefix}*"));
        let name = object.name().or(made.as_deref()).unwrap_or_default();
        Self::new(group, object.kind(), object.namespace(), name)
    }
}
