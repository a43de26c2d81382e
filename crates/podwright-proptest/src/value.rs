//! Strategies of the values that a pod is made of.

use std::net::Ipv4Addr;

use proptest::collection::btree_map;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::select;

use super::pick::{maybe, parsed, rarely};
use super::text::text;
use podwright::value::{
    AnnotationKey, Annotations, Capability, ConfigKey, Cpu, CsiDriver, DnsLabel, DnsSubdomain, EnvName,
    ExtendedResource, FileMode, GenerateName, GroupId, HeaderName, HostPath, HugePages, Image, IpAddress,
    LabelKey, LabelValue, Labels, Memory, MountPath, Port, PortName, PortNumber, ProjectedPath, Protocol,
    SearchDomain, Seconds, Storage, SubPath, SysctlName, UserId, Weight,
};

/// Generates names of containers, volumes, namespaces and the like, up to the longest.
pub fn name() -> impl Strategy<Value = DnsLabel> {
    prop_oneof![
        8 => parsed("[a-z]([-a-z0-9]{0,14}[a-z0-9])?"),
        1 => parsed("[0-9]([e0-9]{0,3}[0-9])?"),
        1 => parsed("[a-z0-9][-a-z0-9]{61}[a-z0-9]"),
    ]
}

/// Generates names of pods, secrets, config maps and classes.
///
/// A name has at most 100 characters, so that longer names can be derived from it.
pub fn dns_subdomain() -> impl Strategy<Value = DnsSubdomain> {
    parsed("[a-z0-9]([-a-z0-9]{0,12}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,12}[a-z0-9])?){0,3}")
}

/// Generates the starts of generated names.
pub fn generate_name() -> impl Strategy<Value = GenerateName> {
    parsed("[a-z]([-a-z0-9]{0,14}[a-z0-9])?-?")
}

/// Generates image references: with and without a registry, a tag, a digest.
pub fn image() -> impl Strategy<Value = Image> {
    prop_oneof![
        2 => parsed("[a-z][a-z0-9]{0,10}(:[a-zA-Z0-9_][-a-zA-Z0-9._]{0,15})?"),
        2 => parsed(
            "([a-z][a-z0-9]{1,6}\\.[a-z]{2,4}|localhost)(:[1-9][0-9]{1,3})?(/[a-z0-9]{1,8}([._-][a-z0-9]{1,4})?){1,3}\
             (:[a-zA-Z0-9_][-a-zA-Z0-9._]{0,15})?(@sha256:[0-9a-f]{64})?"
        ),
    ]
}

/// Generates absolute paths in a container.
pub fn mount_path() -> impl Strategy<Value = MountPath> {
    parsed("(/[a-z0-9_][-a-zA-Z0-9._]{0,9}){1,4}")
}

/// Generates paths on the node.
pub fn host_path() -> impl Strategy<Value = HostPath> {
    parsed("(/[a-z0-9_][-a-zA-Z0-9._]{0,9}){1,4}")
}

/// Generates paths below the root of a volume.
pub fn sub_path() -> impl Strategy<Value = SubPath> {
    parsed("[a-z0-9_][-a-zA-Z0-9._]{0,9}(/[a-z0-9_][-a-zA-Z0-9._]{0,9}){0,2}")
}

/// Generates paths of files in a config map, secret or projected volume.
pub fn projected_path() -> impl Strategy<Value = ProjectedPath> {
    parsed("[a-z0-9_][-a-zA-Z0-9._]{0,9}(/[a-z0-9_][-a-zA-Z0-9._]{0,9}){0,2}")
}

/// Generates names of ports.
pub fn port_name() -> impl Strategy<Value = PortName> {
    parsed("[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,7})?")
}

/// Generates numbers of ports.
pub fn port_number() -> impl Strategy<Value = PortNumber> {
    (1..=u16::MAX).prop_map(PortNumber::literal)
}

/// Generates ports of a container, of each protocol, with and without a name and a host port.
///
/// Two ports may have the same name or number. One container, or one node, does not accept both.
pub fn port() -> impl Strategy<Value = Port> {
    let on_host = (maybe(port_number()), maybe(ip_address()));
    (maybe(port_name()), port_number(), select(Protocol::ALL), rarely(on_host)).prop_map(
        |(name, number, protocol, on_host)| {
            let port = match name {
                Some(name) => Port::named(name, number),
                None => Port::new(number),
            };
            let port = match protocol {
                Protocol::Tcp => port,
                Protocol::Udp => port.udp(),
                Protocol::Sctp => port.sctp(),
            };
            match on_host {
                None => port,
                Some((number, ip)) => {
                    let port = number.map_or_else(|| port.clone().on_host(), |n| port.clone().host_port(n));
                    ip.map_or(port.clone(), |ip| port.host_ip(ip))
                }
            }
        },
    )
}

/// Generates keys of labels, taints and topologies, with and without a prefix.
pub fn label_key() -> impl Strategy<Value = LabelKey> {
    prop_oneof![
        3 => parsed("[a-z0-9]([-a-zA-Z0-9_.]{0,12}[a-zA-Z0-9])?"),
        2 => prefixed_key(),
    ]
}

/// Generates keys with a prefix.
pub(super) fn prefixed_key() -> impl Strategy<Value = LabelKey> {
    parsed("[a-z]{2,8}\\.(com|io|example)/[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,12}[a-zA-Z0-9])?")
}

/// Generates values of labels and taints, the empty one among them.
pub fn label_value() -> impl Strategy<Value = LabelValue> {
    parsed("([a-zA-Z0-9]([-a-zA-Z0-9_.]{0,14}[a-zA-Z0-9])?)?")
}

/// Generates up to five labels.
pub fn labels() -> impl Strategy<Value = Labels> {
    btree_map(label_key(), label_value(), 0..5).prop_map(|labels| labels.into_iter().collect())
}

/// Generates keys of annotations, with a prefix.
pub fn annotation_key() -> impl Strategy<Value = AnnotationKey> {
    prefixed_key().prop_map(AnnotationKey::from)
}

/// Generates up to four annotations of any text.
pub fn annotations() -> impl Strategy<Value = Annotations> {
    btree_map(annotation_key(), text(), 0..4).prop_map(|annotations| annotations.into_iter().collect())
}

/// Generates keys of config maps and secrets.
pub fn config_key() -> impl Strategy<Value = ConfigKey> {
    parsed("[a-zA-Z0-9_][-a-zA-Z0-9_.]{0,14}")
}

/// Generates names of environment variables, from the usual to the barely valid.
pub fn env_name() -> impl Strategy<Value = EnvName> {
    prop_oneof![
        6 => parsed("[A-Z][A-Z0-9_]{0,14}"),
        1 => parsed("[a-z]{1,6}(\\.[a-z]{1,6}){1,2}"),
        1 => parsed("[!-<>-~][ -<>-~]{0,8}"),
    ]
}

/// Generates names of HTTP headers.
pub fn header_name() -> impl Strategy<Value = HeaderName> {
    parsed("[A-Z][a-z]{1,8}(-[A-Z][a-z]{1,8}){0,2}")
}

/// Generates IP addresses of both families.
pub fn ip_address() -> impl Strategy<Value = IpAddress> {
    prop_oneof![
        any::<Ipv4Addr>().prop_map(IpAddress::from),
        // Not in the range of IPv4-mapped IPv6 addresses.
        parsed("2001:db8(:[1-9a-f][0-9a-f]{0,3}){6}"),
        parsed("(fe80|fd00)::[1-9a-f][0-9a-f]{0,3}"),
    ]
}

/// Generates up to 8 CPUs, in thousandths.
pub fn cpu() -> impl Strategy<Value = Cpu> {
    prop_oneof![(1..=8_000_u32).prop_map(Cpu::millis), (1..=8_u32).prop_map(Cpu::cores)]
}

/// Generates up to 8 GiB of memory, in decimal and binary units.
pub fn memory() -> impl Strategy<Value = Memory> {
    prop_oneof![
        (1..=8_192_u32).prop_map(Memory::mib),
        (1..=8_u32).prop_map(Memory::gib),
        (1..=8_000_u32).prop_map(Memory::mb),
        (1..=u32::MAX).prop_map(Memory::bytes),
    ]
}

/// Generates up to 1 TiB of storage.
pub fn storage() -> impl Strategy<Value = Storage> {
    prop_oneof![
        (1..=1_024_u32).prop_map(Storage::gib),
        (1..=1_000_u32).prop_map(Storage::gb),
        (1..=u32::MAX).prop_map(Storage::bytes),
    ]
}

/// Generates a few huge pages of a usual size.
pub fn huge_pages() -> impl Strategy<Value = HugePages> {
    prop_oneof![(1..=64_u32).prop_map(HugePages::of_2mi), (1..=4_u32).prop_map(HugePages::of_1gi)]
}

/// Generates names of extended resources.
pub fn extended_resource() -> impl Strategy<Value = ExtendedResource> {
    parsed("[a-z]{2,8}\\.(com|example)/[a-z]([-a-z0-9]{0,8}[a-z0-9])?")
}

/// Generates times from a second to an hour.
pub fn seconds() -> impl Strategy<Value = Seconds> {
    (1..=3_600_u32).prop_map(Seconds::literal)
}

/// Generates ids of users, root among them.
pub fn user_id() -> impl Strategy<Value = UserId> {
    prop_oneof![0..=65_535_u32, 0..=2_147_483_647_u32].prop_map(UserId::literal)
}

/// Generates ids of groups.
pub fn group_id() -> impl Strategy<Value = GroupId> {
    prop_oneof![0..=65_535_u32, 0..=2_147_483_647_u32].prop_map(GroupId::literal)
}

/// Generates permissions of files.
pub fn file_mode() -> impl Strategy<Value = FileMode> {
    (0..=0o777_u16).prop_map(FileMode::literal)
}

/// Generates weights of preferences.
pub fn weight() -> impl Strategy<Value = Weight> {
    (1..=100_u8).prop_map(Weight::literal)
}

/// Generates capabilities of Linux.
pub(super) fn capability() -> impl Strategy<Value = Capability> {
    select(
        &[
            Capability::CHOWN,
            Capability::KILL,
            Capability::NET_ADMIN,
            Capability::NET_BIND_SERVICE,
            Capability::SYS_PTRACE,
            Capability::SYS_TIME,
        ][..],
    )
}

/// Generates kernel parameters that no host namespace forbids.
pub(super) fn sysctl() -> impl Strategy<Value = SysctlName> {
    parsed("vm\\.[a-z]{2,8}_[a-z]{2,8}")
}

/// Generates search domains of DNS.
pub(super) fn search_domain() -> impl Strategy<Value = SearchDomain> {
    dns_subdomain().prop_map(SearchDomain::from)
}

/// Generates names of CSI drivers.
pub(super) fn csi_driver() -> impl Strategy<Value = CsiDriver> {
    parsed("[a-z]{2,8}\\.csi\\.[a-z]{2,8}\\.com")
}
