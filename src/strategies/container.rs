//! Strategies of containers of each role.

use std::collections::BTreeSet;

use proptest::prelude::{Strategy, any};
use proptest::sample::select;

use super::env::{EnvPlan, TextPlan, env_from, env_plan, text_plan};
use super::pick::{few, maybe, rarely, seldom, when, with};
use super::probe::{HealthPlan, health_plan};
use super::resources::{ResourcesPlan, resize, resources_plan};
use super::restart::{RestartPlan, restart_plan};
use super::security::{security_context, windows_security_context};
use super::text::text;
use super::value::{env_name, image, mount_path, name, port, sub_path};
use super::versions::{FileVar, restarting, with_file};
use super::volume::{MountsPlan, block_volume, mounts_plan, volume};
use crate::container::{
    Container, ContainerOf, ContainerRole, InitContainer, LongRunning, PullPolicy, ResizeResource, Restart,
    Sidecar, TerminationMessagePolicy,
};
use crate::env::EnvFrom;
use crate::expansion::VarRef;
use crate::security::SecurityContext;
use crate::value::{DnsLabel, EnvName, Image, MountPath, Port, Protocol};
use crate::volume::{BlockVolume, Volume};

/// Generates main containers, with volumes of their own.
pub fn container() -> impl Strategy<Value = Container> {
    (container_plan(), surroundings()).prop_map(|(plan, mut around)| plan.main(&mut around))
}

/// Generates sidecars, with volumes of their own.
pub fn sidecar() -> impl Strategy<Value = Sidecar> {
    (container_plan(), surroundings()).prop_map(|(plan, mut around)| plan.sidecar(&mut around))
}

/// Generates init containers, with volumes of their own.
pub fn init_container() -> impl Strategy<Value = InitContainer> {
    (container_plan(), surroundings()).prop_map(|(plan, mut around)| plan.init(&mut around))
}

/// The parts of a pod that its containers share.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    pub(super) volumes: Vec<Volume>,
    pub(super) devices: Vec<BlockVolume>,
    pub(super) files: Option<Volume>,
    pub(super) claims: Vec<DnsLabel>,
    pub(super) is_windows: bool,
    pub(super) uses_host_network: bool,
    pub(super) never_restarts: bool,
    /// The host ports, and with the host network the ports of all containers.
    taken: BTreeSet<(u16, Protocol)>,
}

fn surroundings() -> impl Strategy<Value = Surroundings> {
    (env_files(), volumes(), devices())
        .prop_map(|(files, volumes, devices)| Surroundings::new(files, volumes, devices))
}

pub(super) fn volumes() -> impl Strategy<Value = Vec<Volume>> {
    few(volume(), 4)
}

pub(super) fn devices() -> impl Strategy<Value = Vec<BlockVolume>> {
    few(block_volume(), 2)
}

/// A volume in which init containers write variables for other containers.
pub(super) fn env_files() -> impl Strategy<Value = Option<Volume>> {
    rarely(name().prop_map(|name| Volume::empty_dir(name).into()))
}

impl Surroundings {
    /// Keeps the volumes whose names are distinct.
    pub(super) fn new(files: Option<Volume>, volumes: Vec<Volume>, devices: Vec<BlockVolume>) -> Self {
        let mut names: BTreeSet<String> = files.iter().map(|volume| volume.name().to_owned()).collect();
        let volumes = volumes.into_iter().filter(|volume| names.insert(volume.name().to_owned())).collect();
        let devices = devices
            .into_iter()
            .filter(|volume| names.insert(k8s_openapi::api::core::v1::Volume::from(volume.clone()).name))
            .collect();
        Self { volumes, devices, files, ..Self::default() }
    }

    /// Returns the ports that a container can declare beside those of the containers before it.
    fn free(&mut self, ports: Vec<Port>) -> Vec<Port> {
        let (mut names, mut numbers) = (BTreeSet::new(), BTreeSet::new());
        let mut free = Vec::new();
        for port in ports {
            let key = (port.number().get(), port.protocol());
            let is_named_anew = port.name().is_none_or(|name| !names.contains(name));
            if !is_named_anew || numbers.contains(&key) {
                continue;
            }
            let of_node = port.host_number().map(|number| (number.get(), port.protocol()));
            let wanted = if self.uses_host_network { Some(key) } else { of_node };
            if self.uses_host_network && of_node.is_some_and(|of_node| of_node != key) {
                continue;
            }
            if wanted.is_some_and(|wanted| !self.taken.insert(wanted)) {
                continue;
            }
            names.extend(port.name().cloned());
            numbers.insert(key);
            free.push(port);
        }
        free
    }
}

/// A container, before it has a role and a pod.
#[derive(Clone, Debug)]
pub(super) struct ContainerPlan {
    name: DnsLabel,
    image: Image,
    words: WordsPlan,
    env: EnvironmentPlan,
    ports: Vec<Port>,
    mounts: MountsPlan,
    health: HealthPlan,
    compute: ComputePlan,
    security: (Option<SecurityContext>, Option<SecurityContext>),
    rest: RestPlan,
}

pub(super) fn container_plan() -> impl Strategy<Value = ContainerPlan> {
    (
        (name(), image()),
        words_plan(),
        environment_plan(),
        few(port(), 4),
        mounts_plan(),
        health_plan(),
        compute_plan(),
        (maybe(security_context()), maybe(windows_security_context())),
        rest_plan(),
    )
        .prop_map(|((name, image), words, env, ports, mounts, health, compute, security, rest)| {
            ContainerPlan { name, image, words, env, ports, mounts, health, compute, security, rest }
        })
        .boxed()
}

impl ContainerPlan {
    pub(super) fn name(&self) -> &DnsLabel {
        &self.name
    }

    pub(super) fn main(self, around: &mut Surroundings) -> Container {
        let restart = self.rest.restart.clone();
        restarting(self.long_running(around), restart, Restart::always)
    }

    pub(super) fn sidecar(self, around: &mut Surroundings) -> Sidecar {
        self.long_running(around)
    }

    pub(super) fn init(self, around: &mut Surroundings) -> InitContainer {
        let ports = around.free(self.ports.clone());
        let restart = self.rest.restart.clone();
        restarting(self.common(around, &ports), restart, Restart::on_failure)
    }

    fn long_running<R: LongRunning>(self, around: &mut Surroundings) -> ContainerOf<R> {
        let ports = around.free(self.ports.clone());
        let (health, resize) = (self.health.clone(), self.compute.resize.clone());
        let never_restarts = around.never_restarts;
        let container = self.common(around, &ports);
        let container = resize
            .into_iter()
            .filter(|(_, restarts)| *restarts && !never_restarts)
            .fold(container, |container, (resource, _)| container.restart_on_resize(resource));
        health.put_into(container, &ports)
    }

    fn common<R: ContainerRole>(self, around: &Surroundings, ports: &[Port]) -> ContainerOf<R> {
        let container = ContainerOf::new(self.name, self.image);
        let (container, declared) = self.env.put_into(container, around.files.as_ref());
        let container = self.words.put_into(container, &declared);
        let container = ports.iter().fold(container, ContainerOf::port);
        let container = self.mounts.put_into(container, &around.volumes, &around.devices, &declared);
        let container = self.compute.put_into(container, &around.claims);
        let (linux, windows) = self.security;
        let security = if around.is_windows { windows } else { linux };
        let container = with(container, security, ContainerOf::security_context);
        self.rest.put_into(container)
    }
}

/// Sets what the container executes.
#[derive(Clone, Debug)]
struct WordsPlan {
    command: Vec<String>,
    args: Vec<TextPlan>,
    literal_args: Vec<String>,
    working_dir: Option<MountPath>,
}

fn words_plan() -> impl Strategy<Value = WordsPlan> {
    (few(text(), 3), few(text_plan(), 3), few(text(), 2), rarely(mount_path())).prop_map(
        |(command, args, literal_args, working_dir)| WordsPlan { command, args, literal_args, working_dir },
    )
}

impl WordsPlan {
    fn put_into<R: ContainerRole>(self, to: ContainerOf<R>, declared: &[VarRef]) -> ContainerOf<R> {
        let to = when(!self.command.is_empty(), to, |to| to.command(self.command));
        let to = when(!self.args.is_empty(), to, |to| {
            to.args(self.args.into_iter().map(|arg| arg.text(declared)))
        });
        let to = self.literal_args.into_iter().fold(to, ContainerOf::arg);
        with(to, self.working_dir, |to, path| to.working_dir(path.as_str()))
    }
}

/// Sets the variables, those of a file among them.
#[derive(Clone, Debug)]
struct EnvironmentPlan {
    vars: EnvPlan,
    from: Vec<EnvFrom>,
    file: Option<FileVar>,
}

fn environment_plan() -> impl Strategy<Value = EnvironmentPlan> {
    let file = (env_name(), sub_path(), env_name(), any::<bool>());
    (env_plan(), few(env_from(), 2), maybe(file)).prop_map(|(vars, from, file)| EnvironmentPlan {
        vars,
        from,
        file,
    })
}

impl EnvironmentPlan {
    fn put_into<R: ContainerRole>(
        self,
        to: ContainerOf<R>,
        files: Option<&Volume>,
    ) -> (ContainerOf<R>, Vec<VarRef>) {
        let (vars, declared) = self.vars.vars();
        let names: Vec<EnvName> = vars.iter().map(|var| var.name().clone()).collect();
        let to = vars.into_iter().fold(to, ContainerOf::env);
        let to = self.from.into_iter().fold(to, ContainerOf::env_from);
        let file = self.file.filter(|(name, ..)| !names.contains(name)).zip(files);
        (with(to, file, |to, (file, volume)| with_file(to, file, volume)), declared)
    }
}

/// Sets the resources.
#[derive(Clone, Debug)]
struct ComputePlan {
    resources: Option<ResourcesPlan>,
    resize: Vec<(ResizeResource, bool)>,
}

fn compute_plan() -> impl Strategy<Value = ComputePlan> {
    (maybe(resources_plan()), resize()).prop_map(|(resources, resize)| ComputePlan { resources, resize })
}

impl ComputePlan {
    fn put_into<R: ContainerRole>(self, to: ContainerOf<R>, claims: &[DnsLabel]) -> ContainerOf<R> {
        let to = with(to, self.resources.filter(|plan| !plan.is_empty(claims)), |to, plan| {
            to.resources(plan.resources(claims))
        });
        self.resize
            .into_iter()
            .filter(|(_, restarts)| !restarts)
            .fold(to, |to, (resource, _)| to.resize_in_place(resource))
    }
}

/// Sets all other fields.
#[derive(Clone, Debug)]
struct RestPlan {
    pull_policy: Option<PullPolicy>,
    restart: Option<RestartPlan>,
    message: (Option<MountPath>, Option<TerminationMessagePolicy>),
    terminal: (bool, bool, bool),
}

fn rest_plan() -> impl Strategy<Value = RestPlan> {
    let message = (rarely(mount_path()), rarely(select(TerminationMessagePolicy::ALL)));
    (maybe(select(PullPolicy::ALL)), rarely(restart_plan()), message, (seldom(), seldom(), seldom()))
        .prop_map(|(pull_policy, restart, message, terminal)| RestPlan {
            pull_policy,
            restart,
            message,
            terminal,
        })
}

impl RestPlan {
    fn put_into<R: ContainerRole>(self, to: ContainerOf<R>) -> ContainerOf<R> {
        let to = with(to, self.pull_policy, ContainerOf::pull_policy);
        let (path, policy) = self.message;
        let to = with(to, path, ContainerOf::termination_message_path);
        let to = with(to, policy, ContainerOf::termination_message_policy);
        let (stdin, once, tty) = self.terminal;
        let to = when(stdin, to, ContainerOf::stdin);
        let to = when(once, to, ContainerOf::stdin_once);
        when(tty, to, ContainerOf::tty)
    }
}
