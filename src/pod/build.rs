//! Assembles the pod from its parts, and validates it.

#[cfg(feature = "app")]
use std::sync::Arc;

use k8s_openapi::api::core::v1;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::builder::{Draft, EachContainer, List};
use super::target::Target;
use crate::container::{Boxed, Parts};
use crate::facts::{self, QosClass};
use crate::few::Few;
use crate::rules::intent::ClaimTemplates;
use crate::rules::pod_security::LevelVersion;
use crate::rules::{self, Findings, KubeVersion, Path, Valid, Violations, intent};
use crate::value::link::Carried;
use crate::volume::{Likeness, Volume};
#[cfg(feature = "app")]
use crate::{
    expansion::Site,
    value::link::{Link, ServiceLink},
};

/// What a draft makes: the metadata and the spec of the pod.
pub(crate) struct Assembled {
    pub(crate) metadata: ObjectMeta,
    pub(crate) spec: v1::PodSpec,
    pub(crate) pod_security: Option<LevelVersion>,
    pub(crate) carried: Carried,
    /// The volumes that a StatefulSet claims, in the order in which containers first mount them.
    #[cfg(feature = "app")]
    pub(crate) claimed: Vec<Volume>,
}

pub(super) fn build<T: Target>(draft: Draft, version: KubeVersion) -> Result<Valid<T::Object>, Violations> {
    let mut own = Findings::new();
    let Assembled { metadata, spec, pod_security, carried, .. } =
        assemble(draft, version, &Path::ROOT, ClaimTemplates::Refused, &mut own);
    Valid::build_carrying(T::assemble(metadata, spec), pod_security, version, own, carried)
}

/// Puts the parts together. What the builder finds wrong with them is added to `own`, with paths below `root`.
pub(crate) fn assemble(
    mut draft: Draft,
    version: KubeVersion,
    root: &Path<'_>,
    claim_templates: ClaimTemplates,
    own: &mut Findings,
) -> Assembled {
    for change in &draft.each {
        draft.init = changed(draft.init, List::Init, change);
        draft.main = changed(draft.main, List::Main, change);
    }
    let at = root.field("spec");
    validate_intent(&draft.init, "initContainers", &at, own);
    validate_intent(&draft.main, "containers", &at, own);
    let volumes = collect_volumes(&mut draft, &at, claim_templates, own);
    let carried = carried(&draft, &volumes, &at);
    #[cfg(feature = "app")]
    let (claimed, volumes) = match claim_templates {
        ClaimTemplates::Taken => volumes.into_iter().partition(Volume::is_claim_template),
        ClaimTemplates::Refused => (Vec::new(), volumes),
    };
    let mut spec = draft.spec.map(|spec| *spec).unwrap_or_default();
    if !volumes.is_empty() {
        spec.volumes = Some(Volume::list(volumes));
    }
    if !draft.init.is_empty() {
        spec.init_containers = Some(containers(draft.init));
    }
    spec.containers = containers(draft.main);

    if draft.is_guaranteed && facts::qos_class_for(&spec, version) != QosClass::Guaranteed {
        rules::report_not_guaranteed(&spec, &at, own);
    }
    Assembled {
        metadata: draft.metadata,
        spec,
        pod_security: draft.pod_security,
        carried,
        #[cfg(feature = "app")]
        claimed,
    }
}

/// Returns the ports that the main containers and the sidecars declare: those that a service can reach.
#[cfg(feature = "app")]
pub(super) fn declared_ports(draft: &Draft) -> Vec<v1::ContainerPort> {
    let mut ports = Vec::new();
    each_container(draft, |list, parts| {
        let container = &parts.container;
        let runs = list == List::Main || container.restart_policy.as_deref() == Some("Always");
        if runs {
            ports.extend(container.ports.iter().flatten().cloned());
        }
    });
    ports
}

/// Returns the services that variables of the containers name.
#[cfg(feature = "app")]
pub(super) fn service_links(draft: &Draft) -> Vec<ServiceLink> {
    let mut links = Vec::new();
    each_container(draft, |_, parts| {
        links.extend(parts.links.iter().filter_map(|(site, link)| match (site, &**link) {
            (Site::Env(_), Link::Address(address)) => Some(address.clone()),
            _ => None,
        }));
    });
    links
}

/// Calls a function with each container, as it will be written.
#[cfg(feature = "app")]
fn each_container(draft: &Draft, mut look: impl FnMut(List, &Parts)) {
    let init = draft.init.iter().map(|parts| (List::Init, parts));
    let main = draft.main.iter().map(|parts| (List::Main, parts));
    for (list, parts) in init.chain(main) {
        let mut changed = None;
        for change in &draft.each {
            changed = Some(change.apply(changed.unwrap_or_else(|| parts.clone()), list));
        }
        look(list, changed.as_ref().unwrap_or(parts));
    }
}

fn changed(containers: Few<Parts>, list: List, change: &EachContainer) -> Few<Parts> {
    containers.into_iter().map(|parts| change.apply(parts, list)).collect()
}

fn containers(containers: Few<Parts>) -> Vec<v1::Container> {
    Boxed::list(containers.into_iter().map(|parts| parts.container))
}

/// Collects what the values of containers know of the objects that they name.
#[cfg(feature = "app")]
fn carried(draft: &Draft, volumes: &[Volume], spec: &Path<'_>) -> Carried {
    let mut carried = Carried::default();
    for (list, containers) in [("initContainers", &draft.init), ("containers", &draft.main)] {
        for (index, parts) in containers.iter().enumerate() {
            let at = spec.item(list, index);
            for (site, link) in parts.links.iter() {
                match &**link {
                    Link::Address(address) => {
                        let field = match *site {
                            Site::Env(variable) => at.item("env", variable).field("value").to_string(),
                            Site::Command(word) => at.item("command", word).to_string(),
                            Site::Arg(word) => at.item("args", word).to_string(),
                            Site::Mount(_) => continue,
                        };
                        carried.addresses.push((field.into(), address.clone()));
                    }
                    Link::External(external) => carried.externals.push(external.clone()),
                }
            }
            for contract in parts.contracts.iter() {
                carried.contracts.push((at.to_string().into(), Arc::clone(contract)));
            }
            carried.externals.extend(parts.externals.iter().map(|external| (**external).clone()));
        }
    }
    carried.externals.extend(volumes.iter().flat_map(Volume::externals).cloned());
    carried.externals.extend(draft.externals.iter().cloned());
    carried
}

#[cfg(not(feature = "app"))]
fn carried(_: &Draft, _: &[Volume], _: &Path<'_>) -> Carried {
    Carried::default()
}

/// Checks what the builder knows of its containers and the object does not show.
fn validate_intent(containers: &Few<Parts>, list: &'static str, spec: &Path<'_>, findings: &mut Findings) {
    for (index, parts) in containers.iter().enumerate() {
        let at = spec.item(list, index);
        intent::validate_references(&parts.container, parts.references.iter(), &at, findings);
        intent::validate_command(&parts.container, &at, findings);
        #[cfg(feature = "app")]
        rules::network::intent::validate_links(&parts.container, parts.links.iter(), &at, findings);
    }
}

/// Collects each volume once, in the order in which containers first mount them, then those that are only declared. Claim
/// templates that are taken come first, as the API server has them.
///
/// Two volumes of one name and different source both stay: the rules report them as duplicates.
fn collect_volumes(
    draft: &mut Draft,
    at: &Path<'_>,
    claim_templates: ClaimTemplates,
    findings: &mut Findings,
) -> Vec<Volume> {
    let mut volumes: Vec<Volume> = Vec::new();
    let mut created_twice: Vec<usize> = Vec::new();
    let mut add = |volume| {
        let volume = provided(&draft.provided, volume);
        let likeness = |other: &Volume| other.compare(&volume);
        let found = volumes.iter().map(likeness).enumerate().find(|(_, like)| *like != Likeness::Different);
        match found {
            None => volumes.push(volume),
            Some((index, Likeness::CreatedTwice)) if !created_twice.contains(&index) => {
                created_twice.push(index);
            }
            Some(_) => {}
        }
    };
    for parts in draft.init.iter_mut().chain(draft.main.iter_mut()) {
        std::mem::take(&mut parts.volumes).into_iter().for_each(&mut add);
    }
    std::mem::take(&mut draft.volumes).into_iter().for_each(add);
    let is_taken = |volume: &Volume| claim_templates != ClaimTemplates::Refused && volume.is_claim_template();
    let taken = volumes.iter().filter(|volume| is_taken(volume)).count();
    let (mut next_taken, mut next) = (0, taken);
    for (index, volume) in volumes.iter().enumerate() {
        let place = if is_taken(volume) { &mut next_taken } else { &mut next };
        let at = at.item("volumes", *place);
        *place += 1;
        if !volume.has_source() {
            intent::no_shared_source(volume.name(), claim_templates, &at, findings);
        }
        if volume.is_claim_template() && claim_templates == ClaimTemplates::Refused {
            intent::claim_template_elsewhere(volume.name(), &at, findings);
        }
        if created_twice.contains(&index) {
            intent::created_twice(volume.name(), &at, findings);
        }
    }
    volumes
}

fn provided(sources: &[Volume], volume: Volume) -> Volume {
    if volume.has_source() {
        return volume;
    }
    sources.iter().rev().find(|source| source.name() == volume.name()).cloned().unwrap_or(volume)
}
