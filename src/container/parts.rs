use std::sync::Arc;

use k8s_openapi::api::core::v1;

use super::boxed::Boxed;
use super::port::is_written;
use crate::env::{Arg, EnvFrom, Var, Vars};
use crate::expansion::{Reference, Site, VarRef};
use crate::few::Few;
use crate::value::Port;
use crate::value::link::{Contract, ExternalName, Link};
use crate::volume::Volume;

/// A container, and what it carries into its pod.
///
/// The setters of all roles end here, so that a program compiles them once and not once for each role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    pub(crate) container: Boxed,
    pub(crate) volumes: Few<Volume>,
    pub(crate) references: Few<Reference>,
    /// What is known of the objects that texts name.
    pub(crate) links: Few<(Site, Box<Link>)>,
    /// The objects that are made elsewhere and give all their keys as variables.
    pub(crate) externals: Few<Box<ExternalName>>,
    /// The contracts that the variables fill.
    pub(crate) contracts: Few<Arc<Contract>>,
}

impl Parts {
    pub(super) fn new(name: String, image: String, restart_policy: Option<&str>) -> Self {
        let mut parts = Self::default();
        parts.container.name = name;
        parts.container.image = Some(image);
        parts.container.restart_policy = restart_policy.map(str::to_owned);
        parts
    }

    pub(super) fn set_command(&mut self, words: Vec<Arg>) {
        self.references.retain(|reference| !matches!(reference.site, Site::Command(_)));
        self.links.retain(|(site, _)| !matches!(site, Site::Command(_)));
        let text = |(index, word): (usize, Arg)| {
            self.refer(Site::Command(index), word.refs);
            word.text
        };
        let command = words.into_iter().enumerate().map(text).collect();
        self.container.command = Some(command);
    }

    pub(super) fn add_args(&mut self, added: Vec<Arg>) {
        if added.is_empty() {
            return;
        }
        let mut args = self.container.args.take().unwrap_or_default();
        args.reserve(added.len());
        for arg in added {
            self.refer(Site::Arg(args.len()), arg.refs);
            args.push(arg.text);
        }
        self.container.args = Some(args);
    }

    pub(super) fn add_arg(&mut self, arg: Arg) {
        let args = self.container.args.get_or_insert_default();
        let site = Site::Arg(args.len());
        args.push(arg.text);
        self.refer(site, arg.refs);
    }

    pub(super) fn add_env(&mut self, vars: Vars) {
        let Vars { env, references, volumes, links, contracts, command, args } = vars;
        let env_before = self.container.env.take().unwrap_or_default();
        let offset = env_before.len();
        let env = joined(env_before, env);
        self.container.env = (!env.is_empty()).then_some(env);
        for (place, to) in references {
            self.references.push(Reference { site: Site::Env(offset + place), to });
        }
        self.volumes.extend(volumes);
        self.links.extend(links.into_iter().map(|(place, link)| (Site::Env(offset + place), link)));
        for contract in contracts {
            if !self.contracts.iter().any(|known| known.name == contract.name) {
                self.contracts.push(contract);
            }
        }
        if let Some(command) = command {
            self.set_command(command);
        }
        self.add_args(args);
    }

    pub(super) fn override_env(&mut self, var: Var) {
        let vars = Vars::from_iter([var]);
        let Some(new) = vars.env.first() else { return };
        let env = self.container.env.get_or_insert_default();
        let Some(index) = env.iter().position(|old| old.name == new.name) else { return self.add_env(vars) };
        env.splice(index..=index, vars.env);
        let site = Site::Env(index);
        self.references.retain(|reference| reference.site != site);
        self.refer(site, vars.references.into_iter().map(|(_, to)| to));
        self.volumes.extend(vars.volumes);
        self.links.retain(|(place, _)| *place != site);
        self.links.extend(vars.links.into_iter().map(|(_, link)| (site, link)));
    }

    pub(super) fn add_env_from(&mut self, from: EnvFrom) {
        let (source, external) = from.into_parts();
        self.container.env_from.get_or_insert_default().push(source);
        if let Some(external) = external {
            self.externals.push(external);
        }
    }

    pub(super) fn add_mount(&mut self, (mount, volume, refs): (v1::VolumeMount, Volume, Few<VarRef>)) {
        let mounts = self.container.volume_mounts.get_or_insert_default();
        let site = Site::Mount(mounts.len());
        mounts.push(mount);
        self.volumes.push(volume);
        self.refer(site, refs);
    }

    pub(super) fn add_device(&mut self, (device, volume): (v1::VolumeDevice, Volume)) {
        self.container.volume_devices.get_or_insert_default().push(device);
        self.volumes.push(volume);
    }

    pub(super) fn declare_port(&mut self, port: &Port) {
        let ports = self.container.ports.get_or_insert_default();
        if !ports.iter().any(|written| is_written(written, port)) {
            ports.push(port.into());
        }
    }

    fn refer(&mut self, site: Site, refs: impl IntoIterator<Item = VarRef>) {
        for to in refs {
            self.references.push(Reference { site, to });
        }
    }
}

fn joined<T>(mut before: Vec<T>, mut after: Vec<T>) -> Vec<T> {
    if before.is_empty() {
        return after;
    }
    before.append(&mut after);
    before
}
