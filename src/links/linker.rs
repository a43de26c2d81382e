use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::Links;
use super::budgets::Budgets;
use super::claims::Claims;
use super::context::{Context, HINTS, Out};
use super::custom::{CustomLinks, LinkSink, Provided};
use super::doubts::{Doubts, keep_certain};
use super::external::{External, Externals};
use super::grants::Grants;
use super::named::{self, Named};
use super::permissions::Permissions;
use super::pods::{PodIndex, Pods};
use super::providers::{Programs, Providers};
use super::reference::Target;
use super::replicas::Autoscalers;
use super::service_variables::ServiceVariables;
use super::set::{self, Entry, Set, Votes};
use super::tree::pairs;
use super::whole::Definitions;
use super::{
    addresses, authorities, hashed, inside, known, monitors, policies, prometheus, readiness, replicas,
    resolve, scaling, services, whole, workloads,
};
use crate::manifest::Object;

/// Settings with which objects are linked.
///
/// ```
/// use podwright::links::{Completeness, External, Linker};
/// use podwright::manifest::Object;
/// use podwright::prelude::*;
///
/// let main = Container::new(name!("web"), image!("nginx:1.27")).env_from(SecretRef::new(name!("web")));
/// let pod = Object::from(Pod::builder(name!("web")).main(main).build()?);
///
/// let links = Linker::new().link([&pod]);
/// assert_eq!(links.findings(Completeness::Complete)[0].rule(), "link-secret-missing");
///
/// let links = Linker::new().external(External::object("Secret", "web").made_by("the platform team")).link([&pod]);
/// assert!(links.findings(Completeness::Complete).is_empty());
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct Linker {
    externals: Vec<External>,
    namespace: Option<Box<str>>,
    customs: HashMap<(Box<str>, Box<str>), Arc<dyn CustomLinks + Send + Sync>>,
    unreadable: Vec<Box<str>>,
}

impl Linker {
    /// Creates settings under which nothing is external.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares something external: references to it are not reported.
    #[must_use]
    pub fn external(mut self, external: External) -> Self {
        self.externals.push(external);
        self
    }

    /// Declares several things external.
    #[must_use]
    pub fn externals(mut self, externals: impl IntoIterator<Item = External>) -> Self {
        self.externals.extend(externals);
        self
    }

    /// Sets the namespace that objects without one are applied in. Defaults to the one that resolves most references.
    #[must_use]
    pub fn namespace(mut self, namespace: &str) -> Self {
        self.namespace = Some(namespace.into());
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
        self.customs.insert((group.into(), kind.into()), Arc::new(links));
        self
    }

    /// Takes over what another linker was told.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.externals.extend(other.externals);
        self.customs.extend(other.customs);
        self.unreadable.extend(other.unreadable);
        self
    }

    /// Tells of a file or document that belongs to the set and could not be read. A set that is declared complete is treated as
    /// a fragment then.
    #[must_use]
    pub fn unreadable(mut self, what: impl Into<String>) -> Self {
        self.unreadable.push(what.into().into());
        self
    }

    /// Links the objects.
    #[must_use]
    pub fn link<'o>(&self, objects: impl IntoIterator<Item = &'o Object>) -> Links {
        let entries = set::without_repeats(objects.into_iter().enumerate().map(Entry::of));
        let sinks = self.sinks(&entries);
        let mut set = Set::of(&entries);
        let found = self.read(&entries, &sinks, &mut set);
        let maker = entries.iter().enumerate().position(|(at, entry)| {
            let name = &entry.name;
            sinks
                .get(&at)
                .map_or_else(|| known::may_make_anything(&name.group, &name.kind), |it| it.makes_anything)
        });
        let mut providers = Providers::of(&set);
        let mut made = Vec::new();
        for (at, sink) in sorted(&sinks) {
            for Provided { kind, name, keys } in &sink.provides {
                providers.provide(kind, set.space(at), name, keys.clone());
            }
            made.extend(sink.pods.iter().map(|labels| Pods::unknown(at, set.space(at), labels)));
        }
        let cx = Context {
            pods: PodIndex::of(&set, made.into_iter()),
            providers,
            programs: Programs::of(&set),
            externals: Externals::of(&self.externals),
            grants: Grants::of(&set),
            autoscalers: Autoscalers::of(&set),
            permissions: Permissions::of(&set),
            doubts: Doubts::of(&set),
            set,
            maker,
            hints: Cell::new(HINTS),
        };
        let out = link_all(&cx, found);
        self.finish(out, &cx)
    }

    /// Asks what is registered for custom resources.
    pub(super) fn sinks(&self, entries: &[Entry]) -> HashMap<usize, LinkSink> {
        let mut sinks = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            if prometheus::is_known(entry) {
                let mut sink = LinkSink::default();
                prometheus::links(entry, &mut sink);
                sinks.insert(at, sink);
            }
            if self.customs.is_empty() {
                continue;
            }
            let key = (entry.name.group.clone(), entry.name.kind.clone());
            if let Some(links) = self.customs.get(&key) {
                let mut sink = LinkSink::default();
                links.links(&entry.value, &mut sink);
                sinks.insert(at, sink);
            }
        }
        sinks
    }

    /// Reads the references to named objects, and finds the namespace of the apply.
    pub(super) fn read<'a>(
        &'a self,
        entries: &'a [Entry],
        sinks: &'a HashMap<usize, LinkSink>,
        set: &mut Set<'a>,
    ) -> Vec<Vec<Named<'a>>> {
        let mut all = Vec::with_capacity(entries.len());
        let mut votes = Votes::default();
        for (at, entry) in entries.iter().enumerate() {
            let mut found = Vec::new();
            named::read(at, entry, set, &mut found);
            let custom = sinks.get(&at).map_or(&[][..], |sink| &sink.refers);
            found.extend(custom.iter().map(|reference| Named::of_custom(at, reference)));
            for named in &found {
                votes.count(set, named.group, named.kind, named.name, named.target_space(set));
            }
            all.push(found);
        }
        let namespace = self.namespace.as_deref().unwrap_or_else(|| votes.winner(set));
        set.apply_in(namespace);
        all
    }

    fn finish(&self, mut out: Out, cx: &Context<'_>) -> Links {
        out.raised.retain_mut(|raised| keep_certain(&cx.set, &mut raised.places));
        let mut links = Links {
            from: HashMap::new(),
            to: HashMap::new(),
            references: out.references,
            raised: out.raised,
            unreadable: self.unreadable.clone(),
            #[cfg(test)]
            steps: cx.set.steps(),
        };
        for entry in cx.set.entries.iter().filter(|entry| entry.value.is_null()) {
            links.unreadable.push(entry.name.to_string().into());
        }
        for (at, reference) in links.references.iter().enumerate() {
            links.from.entry(Arc::clone(reference.from.shared())).or_default().push(at);
            match &reference.target {
                Target::Object(name) => links.to.entry(name.clone()).or_default().push(at),
                Target::Selected { objects, .. } => {
                    for object in objects.iter() {
                        links.to.entry((**object).clone()).or_default().push(at);
                    }
                }
                Target::Itself => {}
            }
        }
        links
    }
}

fn sorted(sinks: &HashMap<usize, LinkSink>) -> Vec<(usize, &LinkSink)> {
    let mut sinks: Vec<_> = sinks.iter().map(|(at, sink)| (*at, sink)).collect();
    sinks.sort_unstable_by_key(|(at, _)| *at);
    sinks
}

/// Links each object, in the order of the set.
fn link_all<'a>(cx: &Context<'a>, found: Vec<Vec<Named<'a>>>) -> Out {
    let mut out = Out::default();
    let is_service = |(_, entry): &(usize, &'a Entry)| entry.is("", "Service");
    let of_services = cx
        .set
        .entries
        .iter()
        .enumerate()
        .filter(is_service)
        .map(|(at, entry)| Pods::labelled(at, cx.set.space(at), pairs(&entry.value, "metadata.labels")));
    let services = PodIndex::of_labelled(&cx.set, of_services);
    let definitions = Definitions::of(cx.set.entries);
    let variables = ServiceVariables::of(cx);
    let mut node_ports = services::NodePorts::default();
    let mut budgets = Budgets::default();
    let mut claims = Claims::default();
    for ((at, entry), found) in cx.set.entries.iter().enumerate().zip(found) {
        whole::link(cx, &definitions, at, entry, &mut out);
        for named in &found {
            resolve::resolve(cx, named, &mut out);
        }
        claims.add(cx, &found);
        hashed::link(cx, entry, &found, &mut out);
        inside::link(cx, at, entry, &mut out);
        variables.link(cx, at, entry, &mut out);
        authorities::link(cx, entry, &mut out);
        policies::link_placement(cx, at, entry, &mut out);
        addresses::link(cx, at, entry, &mut out);
        services::link_names(cx, at, entry, &mut out);
        match (&*entry.name.group, &*entry.name.kind) {
            ("", "Service") => services::link(cx, &mut node_ports, at, entry, &mut out),
            ("autoscaling", "HorizontalPodAutoscaler") | ("autoscaling.k8s.io", "VerticalPodAutoscaler") => {
                scaling::link(cx, at, entry, &mut out);
                replicas::link(cx, at, entry, &mut out);
            }
            ("policy", "PodDisruptionBudget") => budgets.link(cx, at, entry, &mut out),
            ("networking.k8s.io", "NetworkPolicy") => policies::link_policy(cx, at, entry, &mut out),
            ("monitoring.coreos.com", "ServiceMonitor" | "PodMonitor") => {
                monitors::link(cx, &services, at, entry, &mut out);
            }
            _ => {}
        }
    }
    claims.link(cx, &mut out);
    readiness::link(cx, &mut out);
    workloads::link(cx, &mut out);
    out
}

impl fmt::Debug for Linker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut customs: Vec<_> = self.customs.keys().collect();
        customs.sort_unstable();
        f.debug_struct("Linker")
            .field("externals", &self.externals)
            .field("namespace", &self.namespace)
            .field("customs", &customs)
            .field("unreadable", &self.unreadable)
            .finish()
    }
}
