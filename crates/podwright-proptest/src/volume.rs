//! Strategies of volumes of every source, and of the mounts of a container.

use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};
use proptest::strategy::Union;

use super::pick::{few, maybe, one_of, parsed, rarely, seldom, texts, when, with};
use super::projected::{downward_files, projected};
use super::text::{text, word};
use super::value::{
    annotations, config_key, csi_driver, dns_subdomain, file_mode, host_path, image, labels, memory,
    mount_path, name, projected_path, storage, sub_path,
};
use super::versions::since;
use podwright::container::{ContainerOf, ContainerRole, PullPolicy};
use podwright::expansion::{Text, VarRef};
use podwright::object::{ClaimRef, ConfigMapRef, SecretRef};
use podwright::rules::KubeVersion;
use podwright::value::{
    ConfigKey, FileMode, HostPath, IscsiName, IscsiPortal, MountPath, NfsPath, NfsServer, ObjectKind,
    ProjectedPath, SubPath,
};
use podwright::volume::source::{
    AccessMode, AccessModes, Chap, ClaimSource, ConfigMapSource, Csi, DataSource, EmptyDir, Ephemeral, Fc,
    HostPathSource, HostPathType, ImageVolume, Iscsi, Nfs, SecretSource, StorageMedium,
};
use podwright::volume::{BlockVolume, Mount, Propagation, Volume};

/// Generates volumes of every source, to be mounted as directories.
pub fn volume() -> impl Strategy<Value = Volume> {
    macro_rules! volumes {
        ($($weight:expr => $source:expr),+ $(,)?) => {
            vec![$(($weight, (name(), $source).prop_map(|(name, source)| Volume::new(name, source).into()).boxed())),+]
        };
    }
    let mut volumes: Vec<(u32, BoxedStrategy<Volume>)> = volumes![
        4 => empty_dir(),
        2 => config_map(),
        2 => secret(),
        2 => claim(),
        1 => downward_files(),
        2 => projected(),
        1 => ephemeral(),
        1 => host(),
        1 => nfs(),
        1 => csi(),
        1 => iscsi(),
        1 => (fc_name(), any::<u8>(), few(fc_name(), 2)).prop_map(|(wwn, lun, more)| {
            more.into_iter().fold(Fc::by_target(wwn, lun), Fc::target)
        }),
        1 => (fc_name(), maybe(word())).prop_map(|(wwid, fs)| with(Fc::by_wwid(wwid), fs, Fc::fs_type)),
        u32::from(since(KubeVersion::V1_35)) => (image(), maybe(select(PullPolicy::ALL)))
            .prop_map(|(image, policy)| with(ImageVolume::new(image), policy, ImageVolume::pull_policy)),
    ];
    volumes.retain(|(weight, _)| *weight > 0);
    Union::new_weighted(volumes)
}

/// Generates volumes that containers see as block devices.
pub fn block_volume() -> impl Strategy<Value = BlockVolume> {
    prop_oneof![
        (name(), claim()).prop_map(|(name, claim)| BlockVolume::new(name, claim).into()),
        (name(), ephemeral()).prop_map(|(name, claim)| BlockVolume::new(name, claim.block()).into()),
    ]
}

pub(super) fn empty_dir() -> impl Strategy<Value = EmptyDir> {
    let medium = prop_oneof![
        Just(None),
        Just(Some(StorageMedium::Memory)),
        Just(Some(StorageMedium::HugePages)),
        super::value::huge_pages().prop_map(|pages| Some(StorageMedium::HugePagesOf(pages.size()))),
    ];
    (medium, maybe(memory())).prop_map(|(medium, limit)| {
        with(with(EmptyDir::new(), medium, EmptyDir::medium), limit, EmptyDir::size_limit)
    })
}

/// Generates keys and the files for them, no file twice.
pub(super) fn items() -> impl Strategy<Value = Vec<(ConfigKey, ProjectedPath, Option<FileMode>)>> {
    few((config_key(), projected_path(), maybe(file_mode())), 3).prop_map(|mut items| {
        items.sort_by(|(_, a, _), (_, b, _)| a.cmp(b));
        items.dedup_by(|(_, a, _), (_, b, _)| a == b);
        items
    })
}

/// A source of files by key, with its items, its mode and whether it may be missing.
macro_rules! keyed {
    ($Type:ident, $Ref:ident) => {
        (dns_subdomain(), items(), maybe(file_mode()), seldom()).prop_map(
            |(object, items, mode, is_optional)| {
                let source =
                    items.into_iter().fold($Type::new(&$Ref::new(object)), |source, item| match item {
                        (key, path, None) => source.item(key, path),
                        (key, path, Some(mode)) => source.item_in_mode(key, path, mode),
                    });
                when(is_optional, with(source, mode, $Type::default_mode), $Type::optional)
            },
        )
    };
}

fn config_map() -> impl Strategy<Value = ConfigMapSource> {
    keyed!(ConfigMapSource, ConfigMapRef)
}

fn secret() -> impl Strategy<Value = SecretSource> {
    keyed!(SecretSource, SecretRef)
}

fn claim() -> impl Strategy<Value = ClaimSource> {
    (dns_subdomain(), any::<bool>()).prop_map(|(claim, is_read_only)| {
        when(is_read_only, ClaimSource::new(&ClaimRef::new(claim)), ClaimSource::read_only)
    })
}

fn ephemeral() -> impl Strategy<Value = Ephemeral> {
    let class =
        prop_oneof![Just(None), Just(Some(None)), dns_subdomain().prop_map(|class| Some(Some(class)))];
    let limit = rarely(storage());
    let extras = (rarely(dns_subdomain()), rarely(labels()), rarely(data_source()));
    let metadata = (rarely(labels()), rarely(annotations()));
    (access_modes(), storage(), class, limit, extras, metadata).prop_map(
        |(modes, size, class, limit, (attributes, selector, source), (labels, annotations))| {
            let limit = limit.map(|limit| limit.max(size));
            let claim = with(Ephemeral::new(modes, size), limit, Ephemeral::limit);
            let claim = with(claim, class, |claim, class| match class {
                Some(class) => claim.storage_class(class),
                None => claim.no_storage_class(),
            });
            let claim =
                with(claim, attributes.filter(|_| since(KubeVersion::V1_34)), Ephemeral::attributes_class);
            let claim = with(claim, selector.filter(|labels| !labels.is_empty()), Ephemeral::matching);
            let claim = with(claim, source, Ephemeral::data_source);
            let claim = with(claim, labels.filter(|labels| !labels.is_empty()), Ephemeral::labels);
            with(claim, annotations.filter(|texts| !texts.is_empty()), Ephemeral::annotations)
        },
    )
}

pub(super) fn access_modes() -> impl Strategy<Value = AccessModes> {
    prop_oneof![
        Just(AccessModes::READ_WRITE_ONCE),
        Just(AccessModes::READ_WRITE_ONCE_POD),
        (select(AccessMode::ALL), few(select(AccessMode::ALL), 2)).prop_map(AccessModes::any_of),
    ]
}

pub(super) fn data_source() -> impl Strategy<Value = DataSource> {
    let kind = parsed::<ObjectKind>("[A-Z][a-zA-Z0-9]{0,12}");
    let group = parsed("[a-z]{2,8}\\.example\\.com");
    prop_oneof![
        dns_subdomain().prop_map(|claim| DataSource::claim(&ClaimRef::new(claim))),
        dns_subdomain().prop_map(DataSource::snapshot),
        (group, kind, dns_subdomain()).prop_map(|(group, kind, name)| DataSource::object(group, kind, name)),
    ]
}

fn host() -> impl Strategy<Value = HostPathSource> {
    (host_path(), maybe(select(HostPathType::ALL)))
        .prop_map(|(path, kind)| with(HostPathSource::new(path), kind, HostPathSource::of_type))
}

fn nfs() -> impl Strategy<Value = Nfs> {
    let server = parsed::<NfsServer>("[a-z]{1,8}(\\.[a-z]{1,8}){0,2}");
    let path = parsed::<NfsPath>("(/[a-z0-9._-]{1,8}){1,3}");
    (server, path, any::<bool>())
        .prop_map(|(server, path, is_read_only)| when(is_read_only, Nfs::new(server, path), Nfs::read_only))
}

fn csi() -> impl Strategy<Value = Csi> {
    (csi_driver(), few((word(), text()), 3), maybe(word()), maybe(dns_subdomain()), any::<bool>()).prop_map(
        |(driver, attributes, fs_type, secret, is_read_only)| {
            let source = attributes
                .into_iter()
                .fold(Csi::new(driver), |source, (key, value)| source.attribute(key, value));
            let source = with(source, fs_type, Csi::fs_type);
            when(
                is_read_only,
                with(source, secret.map(SecretRef::new), |source, secret| source.secret(&secret)),
                Csi::read_only,
            )
        },
    )
}

fn iscsi() -> impl Strategy<Value = Iscsi> {
    let portal = || parsed::<IscsiPortal>("10\\.0\\.[0-9]\\.[0-9](:3260)?");
    let target = || parsed::<IscsiName>("iqn\\.20[0-9]{2}-0[1-9]\\.com\\.[a-z]{1,8}:[a-z0-9.]{1,8}");
    let chap = prop_oneof![Just(Chap::Discovery), Just(Chap::Session), Just(Chap::DiscoveryAndSession)];
    let base = (portal(), target(), any::<u8>()).prop_map(|(p, target, lun)| Iscsi::new(p, target, lun));
    let access = (rarely((chap, dns_subdomain())), maybe(word()), rarely(word()), any::<bool>());
    (base, few(portal(), 2), access).prop_map(
        |(source, portals, (chap, fs_type, interface, is_read_only))| {
            let source = portals.into_iter().fold(source, Iscsi::portal);
            let source =
                with(source, chap, |source, (chap, secret)| source.chap(chap, &SecretRef::new(secret)));
            let source = with(source, fs_type, Iscsi::fs_type);
            let source = with(source, interface, Iscsi::interface);
            when(is_read_only, source, Iscsi::read_only)
        },
    )
}

fn fc_name() -> impl Strategy<Value = String> {
    texts("[0-9a-f]{16}")
}

/// A mount, before its volume is chosen.
#[derive(Clone, Debug)]
pub(super) struct MountPlan {
    volume: Index,
    path: MountPath,
    access: Access,
    below: Below,
    propagation: Option<Propagation>,
}

#[derive(Clone, Copy, Debug)]
enum Access {
    Write,
    Read,
    ReadRecursively,
    ReadRecursivelyIfPossible,
}

#[derive(Clone, Debug)]
enum Below {
    Root,
    Path(SubPath),
    Expanded(SubPath, Index),
}

fn mount_plan() -> impl Strategy<Value = MountPlan> {
    let access = prop_oneof![
        3 => Just(Access::Write),
        3 => Just(Access::Read),
        1 => Just(Access::ReadRecursively),
        1 => Just(Access::ReadRecursivelyIfPossible),
    ];
    let below = prop_oneof![
        3 => Just(Below::Root),
        1 => sub_path().prop_map(Below::Path),
        1 => (sub_path(), any::<Index>()).prop_map(|(path, variable)| Below::Expanded(path, variable)),
    ];
    // Only privileged containers may have the third direction.
    let propagation = rarely(select(&[Propagation::None, Propagation::HostToContainer][..]));
    (any::<Index>(), mount_path(), access, below, propagation).prop_map(
        |(volume, path, access, below, propagation)| MountPlan { volume, path, access, below, propagation },
    )
}

impl MountPlan {
    fn mount(self, volume: &Volume, declared: &[VarRef]) -> Mount {
        let mount = volume.at(self.path);
        let mount = match self.below {
            Below::Root => mount,
            Below::Path(path) => mount.sub_path(path),
            Below::Expanded(path, variable) => {
                let text = Text::new().then(path.as_str()).then("/");
                mount.sub_path_expr(with(text, one_of(declared, variable), |text, var| text.then(*var)))
            }
        };
        match (self.access, self.propagation) {
            (Access::Write, propagation) => with(mount, propagation, Mount::propagation),
            (Access::Read, propagation) => with(mount, propagation, Mount::propagation).read_only(),
            (Access::ReadRecursively, _) => mount.read_only_recursively(),
            (Access::ReadRecursivelyIfPossible, _) => mount.read_only_recursively_if_possible(),
        }
    }
}

/// The mounts and devices of a container.
#[derive(Clone, Debug)]
pub(super) struct MountsPlan {
    mounts: Vec<MountPlan>,
    devices: Vec<(Index, HostPath)>,
}

pub(super) fn mounts_plan() -> impl Strategy<Value = MountsPlan> {
    let device = (any::<Index>(), parsed("/dev/[a-z]{2,8}"));
    (few(mount_plan(), 4), few(device, 2)).prop_map(|(mounts, devices)| MountsPlan { mounts, devices })
}

impl MountsPlan {
    /// Mounts these volumes, with each path and each device once.
    pub(super) fn put_into<R: ContainerRole>(
        self,
        mut container: ContainerOf<R>,
        volumes: &[Volume],
        devices: &[BlockVolume],
        declared: &[VarRef],
    ) -> ContainerOf<R> {
        let mut paths = Vec::new();
        for plan in self.mounts {
            if let Some(volume) = one_of(volumes, plan.volume).filter(|_| !paths.contains(&plan.path)) {
                paths.push(plan.path.clone());
                container = container.mount(plan.mount(volume, declared));
            }
        }
        let (mut used, mut paths) = (Vec::new(), Vec::new());
        for (index, path) in self.devices {
            let at = (!devices.is_empty()).then(|| index.index(devices.len()));
            if let Some(at) = at.filter(|at| !used.contains(at) && !paths.contains(&path)) {
                used.push(at);
                paths.push(path.clone());
                container = container.device(devices[at].device(path));
            }
        }
        container
    }
}
