//! What users hold crosses threads and `await`: types are `Send`, `Sync` and `Unpin`, errors are errors of `'static`.

use std::collections::BTreeSet;
use std::error::Error as StdError;
use std::num::TryFromIntError;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::Path;

use podwright::app::AppError;
use podwright::build::{DriftError, Emit, Lint, Verify};
use podwright::config::KeyError;
use podwright::container::{AnyUse, ByHttp, Hook, MainRole};
use podwright::diagram::Diagram;
use podwright::diff::Diff;
use podwright::downward::{Cores, Downward, ResourceField};
use podwright::env::{Arg, ConfigMapKey, EnvFrom, EnvValue, SecretKey};
use podwright::links::{External, LinkedDocuments, Linker, Links, LocatedFinding};
use podwright::manifest::{
    AtomicFile, DuplicateObject, EditError, Manifest, Object, ReadErrors, WriteError, Yaml, YamlWriter,
};
use podwright::object::Selector;
use podwright::pod::network::{Dns, HostAlias, Hostname};
use podwright::pod::placement::{NodeAffinity, PodAffinity, PodTerm, Spread, Toleration};
use podwright::prelude::*;
use podwright::rules::ParseVersionError;
use podwright::security::{PodSecurityContext, SecurityContext};
use podwright::volume::FileKey;
use podwright::volume::source::{Csi, Ephemeral, Projected};

fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}

fn survives_panics<T: UnwindSafe + RefUnwindSafe>() {}

fn is_an_error<T: StdError + Send + Sync + Unpin + 'static>() {}

macro_rules! each {
    ($check:ident: $($Type:ty),+ $(,)?) => {
        $($check::<$Type>();)+
    };
}

/// A shared volume is a type, and nothing is kept of it: it need not be `Send` for a container to be.
struct NeitherSendNorSync(
    #[expect(dead_code, reason = "it only makes the type what its name says")] *const u8,
);

#[test]
fn builders_cross_threads() {
    each!(crosses_threads:
        Container, Sidecar, InitContainer, AnyContainer, Sidecar<Shares<NeitherSendNorSync>>,
        ContainerOf<MainRole, Shares<NeitherSendNorSync>>,
        PodBuilder, PodBuilder<HasMain>, PodBuilder<WantsMain, PodTemplate>,
        PodBuilder<WantsMain<Shares<NeitherSendNorSync>>>,
        Probe<ByHttp, AnyUse>, Hook<ByHttp>, Resources, Restart<MainRole>, ExitCodes,
        Var, Vars, VarRef, Text, Arg, EnvValue, EnvFrom, ConfigMapRef, SecretRef, ClaimRef, ConfigMapKey, SecretKey, FileKey,
        Downward, ResourceField<Cores>,
        Volume, VolumeOf<EmptyDir>, BlockVolume, Mount, Mount<NeitherSendNorSync>, EmptyDir, ClaimSource, Csi, Projected, Ephemeral,
        SecurityContext, PodSecurityContext, Dns, HostAlias, Hostname, NodeAffinity, PodAffinity, PodTerm, Selector,
        Spread<podwright::pod::placement::DoNotSchedule>, Toleration,
        Valid<v1::Pod>, Valid<v1::PodTemplateSpec>, Yaml, YamlWriter<Vec<u8>>,
        AnyWorkload, App, AppBuilder, Connections, Diff,
        AtomicFile, Diagram, Emit, Lint, Manifest, Object, Verify,
        External, LinkedDocuments, Linker, Links, LocatedFinding,
    );
}

#[test]
fn values_cross_threads_and_survive_panics() {
    macro_rules! values {
        ($($Type:ty),+ $(,)?) => {
            each!(crosses_threads: $($Type),+);
            each!(survives_panics: $($Type),+);
        };
    }
    values!(
        AnnotationKey,
        Annotations,
        ConfigKey,
        Cpu,
        EnvName,
        ExtendedResource,
        FileMode,
        GenerateName,
        GroupId,
        HostPath,
        HugePageSize,
        HugePages,
        Image,
        IpAddress,
        LabelKey,
        LabelValue,
        Labels,
        Memory,
        MountPath,
        DnsLabel,
        Port,
        PortName,
        PortNumber,
        ProjectedPath,
        Registry,
        Protocol,
        Seconds,
        Storage,
        SubPath,
        DnsSubdomain,
        UserId,
        Weight,
    );
}

#[test]
fn errors_are_errors_and_cross_threads() {
    each!(is_an_error:
        podwright::Error, DriftError, DuplicateObject, EditError, ParseError, ParseErrors, ParseVersionError, ReadErrors,
        Violations, WriteError,
    );
    each!(crosses_threads: Violation, podwright::rules::Report, podwright::rules::KubeVersion);
    each!(survives_panics: ParseError, ParseErrors, ParseVersionError, Violation, Violations);
}

/// Names the error types, and lets the compiler check that each converts into the error of the crate.
macro_rules! converted {
    ($($Type:ty),+ $(,)?) => {{
        $(
            let _: fn($Type) -> podwright::Error = Into::into;
        )+
        [$(stringify!($Type)),+]
    }};
}

#[test]
fn every_error_converts_into_that_of_the_crate() {
    let converted: BTreeSet<_> = converted!(
        AppError,
        DriftError,
        DuplicateObject,
        EditError,
        KeyError,
        ParseError,
        ParseErrors,
        ParseVersionError,
        ReadErrors,
        TryFromIntError,
        Violations,
        WriteError,
    )
    .map(str::to_owned)
    .into();
    let mut found = BTreeSet::from(["TryFromIntError".to_owned()]);
    visit(&podwright_tests::root().join("src"), &mut found);
    // The error of the crate itself, and one that is private to the reader.
    assert!(found.remove("Error") && found.remove("Stop"), "{found:?}");
    assert_eq!(found, converted);
}

/// Collects the types below a directory that implement `Error` of the standard library.
fn visit(directory: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            visit(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            let of_errors = source.lines().filter_map(|line| {
                let rest = line.strip_prefix("impl ")?;
                ["Error for ", "std::error::Error for ", "StdError for "]
                    .iter()
                    .find_map(|of| rest.strip_prefix(of))
            });
            found.extend(of_errors.filter_map(|rest| rest.split([' ', '<']).next()).map(str::to_owned));
        }
    }
}
