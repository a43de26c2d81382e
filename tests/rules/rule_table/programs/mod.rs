//! Programs that break the rules which types leave to `build()`, each without `raw`.

mod access;
mod batch;
mod claim;
mod cluster;
mod config;
mod network;
mod pod;
mod scaling;
mod workload;

use std::fmt;

use podwright::rules::{KubeVersion, Valid, Violations};

type Build = Box<dyn Fn(KubeVersion) -> Result<(), Violations>>;

/// A rule, the version of Kubernetes that has it, and a program that breaks it.
pub(crate) struct Program {
    pub(crate) rule: &'static str,
    pub(crate) version: KubeVersion,
    build: Build,
}

impl Program {
    pub(crate) fn new<T>(
        rule: &'static str,
        version: KubeVersion,
        build: impl Fn(KubeVersion) -> Result<Valid<T>, Violations> + 'static,
    ) -> Self {
        Self { rule, version, build: Box::new(move |version| build(version).map(drop)) }
    }

    /// Creates a program that breaks a rule of the newest version.
    pub(crate) fn newest<T>(
        rule: &'static str,
        build: impl Fn(KubeVersion) -> Result<Valid<T>, Violations> + 'static,
    ) -> Self {
        Self::new(rule, KubeVersion::V1_37, build)
    }

    /// Returns the violations of what the program builds for a version, if there are any.
    pub(crate) fn violations(&self, version: KubeVersion) -> Option<Violations> {
        (self.build)(version).err()
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Program").field("rule", &self.rule).field("version", &self.version).finish_non_exhaustive()
    }
}

/// Returns programs that break rules which types hold, by `raw` or `raw_metadata`.
pub(crate) fn raw_programs() -> Vec<Program> {
    [
        pod::raw_programs(),
        network::raw_programs(),
        access::raw_programs(),
        cluster::raw_programs(),
        claim::raw_programs(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the programs of all areas.
pub(crate) fn programs() -> Vec<Program> {
    [
        pod::programs(),
        workload::programs(),
        batch::programs(),
        scaling::programs(),
        network::programs(),
        config::programs(),
        access::programs(),
        cluster::programs(),
        claim::programs(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
