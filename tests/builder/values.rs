//! Values accept what their grammars allow, and nothing else. They are parsed as they are written.
//!
//! The tests state each grammar a second time, as a regular expression from the pages and the sources that the values
//! name, and compare both on texts that almost fit.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::fmt::{Debug, Display};
use std::panic::{self, AssertUnwindSafe};
use std::str::FromStr;
use std::sync::Once;

use podwright::container::PullPolicy;
use podwright::value::{
    AnnotationKey, Annotations, AppArmorProfileName, Capability, ConfigKey, CsiDriver, DnsLabel,
    DnsOptionName, DnsSubdomain, EnvName, ExtendedResource, FileMode, GenerateName, GmsaCredentialSpec,
    GroupId, HeaderName, HostPath, HostnameOverride, Image, IscsiName, IscsiPortal, LabelKey, LabelValue,
    Labels, Memory, MountPath, NfsPath, NfsServer, ObjectKind, ParseError, ParseErrors, PortName, PortNumber,
    PrefixedKey, ProjectedPath, Protocol, Registry, SearchDomain, Seconds, SignerName, SubPath, SysctlName,
    TrustBundleName, UserId, Weight, WindowsUserName, collect, field, fields,
};
use podwright::{gid, image, labels, mode, name, port, uid, value, weight};
use podwright_tests::config;
use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use regex::Regex;
use serde::{Serialize, de::DeserializeOwned};

const LABEL: &str = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const QUALIFIED: &str = "[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?";

/// Returns whether a pattern fits a text from its beginning to its end.
fn fits(pattern: &str, text: &str) -> bool {
    thread_local!(static PATTERNS: RefCell<HashMap<String, Regex>> = RefCell::default());
    PATTERNS.with_borrow_mut(|patterns| {
        patterns
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(&format!("^(?:{pattern})$")).unwrap())
            .is_match(text)
    })
}

fn is_label(text: &str) -> bool {
    fits(LABEL, text) && text.len() <= 63
}

fn is_subdomain(text: &str) -> bool {
    fits(&format!(r"{LABEL}(\.{LABEL})*"), text) && text.len() <= 253
}

/// Returns whether a text is a subdomain, or a subdomain and `-`. The API server accepts both: it replaces the last two bytes
/// with a letter and validates the rest.
fn is_start_of_name(text: &str) -> bool {
    let is_start = is_subdomain(text.strip_suffix('-').unwrap_or(text));
    if let (true, [start @ .., _, b'-']) = (is_start, text.as_bytes()) {
        assert!(is_subdomain(&String::from_utf8([start, b"a"].concat()).unwrap()), "{text}");
    }
    is_start
}

fn is_qualified_name(text: &str) -> bool {
    let is_name = |name: &str| fits(QUALIFIED, name) && name.len() <= 63;
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [name] => is_name(name),
        [prefix, name] => is_subdomain(prefix) && is_name(name),
        _ => false,
    }
}

fn is_annotation_key(text: &str) -> bool {
    is_qualified_name(&text.to_ascii_lowercase())
}

fn is_label_value(text: &str) -> bool {
    text.is_empty() || (fits(QUALIFIED, text) && text.len() <= 63)
}

fn is_port_name(text: &str) -> bool {
    fits("[a-z0-9]+(-[a-z0-9]+)*", text)
        && text.len() <= 15
        && text.contains(|c: char| c.is_ascii_lowercase())
}

fn is_config_key(text: &str) -> bool {
    fits("[-._a-zA-Z0-9]+", text) && text.len() <= 253 && text != "." && !text.starts_with("..")
}

fn is_env_name(text: &str) -> bool {
    fits("[ -<>-~]+", text)
}

fn climbs(text: &str) -> bool {
    fits(r"((?s:.)*/)?\.\.(/(?s:.)*)?", text)
}

fn is_absolute(text: &str) -> bool {
    fits(r"[/\\](?s:.)*|[A-Za-z]:([/\\](?s:.)*)?", text)
}

fn is_host_path(text: &str) -> bool {
    is_absolute(text) && !climbs(text)
}

fn is_sub_path(text: &str) -> bool {
    !text.is_empty() && !climbs(text) && !text.starts_with('/')
}

fn is_projected_path(text: &str) -> bool {
    is_sub_path(text) && !text.starts_with("..")
}

fn is_search_domain(text: &str) -> bool {
    const PART: &str = "_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    let domain = text.strip_suffix('.').unwrap_or(text);
    text == "." || (fits(&format!(r"{PART}(\.{PART})*"), domain) && domain.len() <= 253)
}

fn is_app_armor_profile(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.len() <= 4_095
}

fn is_windows_user(text: &str) -> bool {
    const PART: &str = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    let is_user =
        |user: &str| fits(r#"[^"/\\:;|=,+*?<>@\[\]]+"#, user) && !fits("[. ]+", user) && user.len() <= 104;
    let is_domain = |domain: &str| {
        domain.len() < 256
            && (fits(r#"[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}"#, domain)
                || fits(&format!(r"{PART}(\.{PART})*"), domain))
    };
    let is_printable = !text.contains(|c: char| c.is_ascii_control());
    is_printable
        && match text.split('\\').collect::<Vec<_>>().as_slice() {
            [user] => is_user(user),
            [domain, user] => is_domain(domain) && is_user(user),
            _ => false,
        }
}

fn is_sysctl(text: &str) -> bool {
    const SEGMENT: &str = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    fits(&format!(r"({SEGMENT}[./])*{SEGMENT}"), text) && text.len() <= 253
}

fn is_csi_driver(text: &str) -> bool {
    is_subdomain(&text.to_ascii_lowercase()) && text.len() <= 63
}

fn is_server(text: &str) -> bool {
    fits(r"[^\x00-\x20\x7f]+", text)
}

fn is_iscsi_name(text: &str) -> bool {
    fits(r"iqn\.[0-9]{4}-[0-9]{2}\.[-.0-9A-Za-z]+:[^,;*&$|\t\n\f\r ]+", text)
        || fits(r"eui\.[0-9A-Za-z]{16}", text)
        || fits(r"naa\.[0-9A-Za-z]{32}", text)
}

fn is_signer(text: &str) -> bool {
    match text.split('/').collect::<Vec<_>>().as_slice() {
        [domain, path] => {
            domain.len() <= 253
                && domain.contains('.')
                && domain.split('.').all(is_label)
                && path.split('.').all(is_subdomain)
                && text.len() <= 571
        }
        _ => false,
    }
}

fn is_trust_bundle(text: &str) -> bool {
    match text.rsplit_once(':') {
        Some((signer, name)) => !text.starts_with(':') && !signer.is_empty() && is_subdomain(name),
        None => is_subdomain(text),
    }
}

fn is_extended_resource(text: &str) -> bool {
    let is_native = |domain: &str| domain.ends_with("kubernetes.io");
    is_qualified_name(text)
        && text.split_once('/').is_some_and(|(domain, _)| !is_native(domain))
        && !text.starts_with("requests.")
        && is_qualified_name(&format!("requests.{text}"))
}

/// The grammar of distribution's `reference` package: what stands before the first slash is a registry if it has a
/// dot, a port or upper case, or is `localhost`.
fn is_image(text: &str) -> bool {
    let (name, digest) = match text.split_once('@') {
        Some((name, digest)) => (name, Some(digest)),
        None => (text, None),
    };
    let is_digest =
        |digest: &str| fits("sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}", digest);
    let (host, path) = match name.split_once('/') {
        Some((host, path)) if can_be_registry(host) => (Some(host), path),
        _ => (None, name),
    };
    let (path, tag) = match path.split_once(':') {
        Some((path, tag)) => (path, Some(tag)),
        None => (path, None),
    };
    // What is no host name is a part of the path.
    let part = host.filter(|host| !is_host_and_port(host));
    let library = matches!(host, None | Some("docker.io" | "index.docker.io")) && !path.contains('/');
    let length =
        path.len() + part.map_or(0, |part| part.len() + 1) + if library { "library/".len() } else { 0 };
    digest.is_none_or(is_digest)
        && part.is_none_or(is_repository)
        && is_repository(path)
        && tag.is_none_or(|tag| fits("[0-9A-Za-z_][-0-9A-Za-z_.]{0,127}", tag))
        && length <= 255
        && !fits("[0-9a-f]{64}", text)
}

fn can_be_registry(host: &str) -> bool {
    host == "localhost" || host.contains(|c: char| ".:[".contains(c) || c.is_ascii_uppercase())
}

fn is_host_and_port(text: &str) -> bool {
    const HOST: &str = "[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?";
    fits(&format!(r"({HOST}(\.{HOST})*|\[[a-fA-F0-9:]+\])(:[0-9]+)?"), text)
}

fn is_repository(path: &str) -> bool {
    const PART: &str = r"[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*";
    fits(&format!("{PART}(/{PART})*"), path)
}

fn is_registry(text: &str) -> bool {
    let (host, path) = match text.split_once('/') {
        Some((host, path)) => (host, Some(path)),
        None => (text, None),
    };
    can_be_registry(host) && is_host_and_port(host) && path.is_none_or(is_repository)
}

/// A text that fits one of the grammars, changed in a few places.
fn near(seeds: Vec<String>) -> impl Strategy<Value = String> {
    const HOSTILE: &str =
        "abcnzABCZ019-_./:@=,;~+*%$#\\ \t\n\r\0\u{b}\u{7f}\u{85}\u{a0}é日\u{212a}\u{ff0d}[]()<>|\"'&?!";
    let letters: Vec<char> = HOSTILE.chars().collect();
    let letter = select(letters.clone());
    let change = prop_oneof![
        4 => (any::<Index>(), letter.clone()).prop_map(|(at, letter)| Change::Insert(at, letter)),
        3 => (any::<Index>(), letter.clone()).prop_map(|(at, letter)| Change::Replace(at, letter)),
        2 => any::<Index>().prop_map(Change::Remove),
        1 => (any::<Index>(), 1..70_usize).prop_map(|(at, times)| Change::Repeat(at, times)),
        1 => any::<Index>().prop_map(Change::Cut),
        1 => letter.prop_map(Change::Prepend),
        1 => select(letters.clone()).prop_map(Change::Append),
        1 => select(seeds.clone()).prop_map(Change::Join),
    ];
    prop_oneof![
        8 => (select(seeds), vec(change, 0..4)).prop_map(|(seed, changes)| {
            changes.into_iter().fold(seed, |text, change| change.apply(&text))
        }),
        1 => vec(select(letters), 0..6).prop_map(|letters| letters.into_iter().collect()),
        1 => any::<String>(),
    ]
}

#[derive(Clone, Debug)]
enum Change {
    Insert(Index, char),
    Replace(Index, char),
    Remove(Index),
    Repeat(Index, usize),
    Cut(Index),
    Prepend(char),
    Append(char),
    Join(String),
}

impl Change {
    fn apply(self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        match self {
            Self::Insert(at, letter) => letters.insert(at.index(letters.len() + 1), letter),
            Self::Prepend(letter) => letters.insert(0, letter),
            Self::Append(letter) => letters.push(letter),
            Self::Join(more) => letters.extend(more.chars()),
            Self::Replace(at, letter) if !letters.is_empty() => {
                let at = at.index(letters.len());
                letters[at] = letter;
            }
            Self::Remove(at) if !letters.is_empty() => {
                letters.remove(at.index(letters.len()));
            }
            Self::Repeat(at, times) if !letters.is_empty() => {
                let at = at.index(letters.len());
                let letter = letters[at];
                letters.splice(at..at, std::iter::repeat_n(letter, times));
            }
            Self::Cut(at) if !letters.is_empty() => letters.truncate(at.index(letters.len())),
            Self::Replace(..) | Self::Remove(_) | Self::Repeat(..) | Self::Cut(_) => {}
        }
        letters.into_iter().collect()
    }
}

/// Returns whether a constructor for literals panics, and keeps standard error quiet.
fn refuses<T>(literal: impl FnOnce() -> T) -> bool {
    thread_local!(static IS_QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let loud = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                loud(info);
            }
        }));
    });
    IS_QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(literal));
    IS_QUIET.set(false);
    result.is_err()
}

/// Checks that all ways to make a value of a text agree, with each other and with a second statement of the grammar.
fn validate<T>(text: &str, literal: fn(&'static str) -> T, is_good: bool) -> Result<(), TestCaseError>
where
    T: FromStr<Err = ParseError> + TryFrom<String, Error = ParseError> + AsRef<str> + Into<String>,
    T: Clone + Debug + Display + Ord + Serialize + DeserializeOwned,
    for<'a> T: TryFrom<&'a str, Error = ParseError>,
{
    let json = serde_json::to_string(text).unwrap();
    let leaked: &'static str = Box::leak(text.to_owned().into_boxed_str());
    match text.parse::<T>() {
        Ok(value) => {
            prop_assert!(is_good, "{:?} is taken", text);
            prop_assert_eq!(value.as_ref(), text);
            prop_assert_eq!(&value.to_string(), text);
            prop_assert_eq!(&Into::<String>::into(value.clone()), text);
            prop_assert_eq!(&serde_json::to_string(&value).unwrap(), &json);
            prop_assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), &value);
            prop_assert_eq!(&T::try_from(text.to_owned()).unwrap(), &value);
            prop_assert_eq!(&T::try_from(text).unwrap(), &value);
            prop_assert_eq!(literal(leaked), value);
        }
        Err(error) => {
            prop_assert!(!is_good, "{}", error);
            prop_assert_eq!(error.text(), text);
            prop_assert!(error.position().is_some_and(|at| at <= text.len()));
            prop_assert!(error.to_string().contains(error.rule()));
            prop_assert!(T::try_from(text.to_owned()).is_err());
            prop_assert!(T::try_from(text).is_err());
            prop_assert!(serde_json::from_str::<T>(&json).is_err());
            prop_assert!(refuses(|| literal(leaked)), "the literal {:?} is taken", text);
        }
    }
    Ok(())
}

/// Validates texts near the seeds, and counts both verdicts. The seeds are the longest and the shortest of their kind.
fn compare<T>(literal: fn(&'static str) -> T, is_good: fn(&str) -> bool, seeds: &[&str])
where
    T: FromStr<Err = ParseError> + TryFrom<String, Error = ParseError> + AsRef<str> + Into<String>,
    T: Clone + Debug + Display + Ord + Serialize + DeserializeOwned,
    for<'a> T: TryFrom<&'a str, Error = ParseError>,
{
    let (good, bad) = (Cell::new(0), Cell::new(0));
    for seed in seeds {
        assert!(is_good(seed), "{seed:?} is no example of what is good");
    }
    let config = Config { source_file: Some(file!()), ..config() };
    let cases = config.cases;
    let mut runner = TestRunner::new(config);
    let seeds = seeds.iter().map(|seed| (*seed).to_owned()).collect();
    let result = runner.run(&near(seeds), |text| {
        let is_good = is_good(&text);
        let count = if is_good { &good } else { &bad };
        count.set(count.get() + 1);
        validate(&text, literal, is_good)
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    let few = cases / 20;
    assert!(good.get() > few, "only {} of {cases} texts are good", good.get());
    // A grammar that allows any text except the empty one has few bad texts.
    assert!(bad.get() > 0, "no text is bad");
}

macro_rules! grammars {
    ($($test:ident: $Type:ident, $is_good:expr, [$($seed:expr),+ $(,)?];)+) => {
        $(
            #[test]
            fn $test() {
                compare($Type::literal, $is_good, &[$($seed),+]);
            }
        )+
    };
}

grammars! {
    names: DnsLabel, is_label, ["web", "a-b-c", "0", "1e3", &"a".repeat(62)];
    subdomains: DnsSubdomain, is_subdomain, ["web", "a.b-c.d", "wildcard.example.com-tls", &"a.".repeat(126)[..251]];
    generated_names: GenerateName, is_start_of_name, ["job-", "a-", "web", "a.b-", &format!("{}b-", "a.".repeat(125))];
    label_keys: LabelKey, is_qualified_name, [
        "app", "app.kubernetes.io/name", "A_b.C-9", "a/b", &"a".repeat(62), &format!("{}b/A", "a.".repeat(125)),
    ];
    label_values: LabelValue, is_label_value, ["", "web", "1.4.2", "A_b", &"a".repeat(62)];
    annotation_keys: AnnotationKey, is_annotation_key, ["a", "Example.COM/A_b", "a.b/c", &"a".repeat(62)];
    prefixed_keys: PrefixedKey, |text| is_annotation_key(text) && text.contains('/'), ["a.b/c", "Example.com/A"];
    port_names: PortName, is_port_name, ["http", "a-1", "8080-tcp", "abcdefghijklmno"];
    config_keys: ConfigKey, is_config_key, ["app.toml", ".env", "a..b", "_-", &"a".repeat(252)];
    env_names: EnvName, is_env_name, ["PORT", "a.b", "1 2", "~"];
    header_names: HeaderName, |text| fits("[-A-Za-z0-9]+", text), ["Host", "X-Forwarded-For", "-"];
    mount_paths: MountPath, is_absolute, ["/", "/var/log", "C:\\data", "d:/data", "G:", "\\\\.\\pipe\\docker", "/a/../b"];
    host_paths: HostPath, is_host_path, ["/", "/var/log", "/a..b", "/a/...", "/..a", "C:\\data", "\\\\.\\pipe\\docker"];
    sub_paths: SubPath, is_sub_path, ["a", "a/b", "..a/b", "a..", "./a"];
    projected_paths: ProjectedPath, is_projected_path, ["a", "a/b", "a/..b", ".a"];
    search_domains: SearchDomain, is_search_domain, [".", "a.b.", "_tcp.example.com", "a_b", &"a.".repeat(126)];
    dns_options: DnsOptionName, |text| !text.is_empty(), ["ndots", "edns0"];
    hostname_overrides: HostnameOverride, |text| is_subdomain(text) && text.len() <= 64, ["a.b", &"a".repeat(63)];
    capabilities: Capability, |text| fits("[A-Z][A-Z0-9_]*", text) && !text.starts_with("CAP_"), ["ALL", "SYS_ADMIN", "CAP"];
    app_armor_profiles: AppArmorProfileName, is_app_armor_profile, ["a", "a b", "/usr/bin/app", &"a".repeat(4_090)];
    credential_specs: GmsaCredentialSpec, |text| !text.is_empty() && text.len() <= 65_536, ["{}", &"a".repeat(65_500)];
    windows_users: WindowsUserName, is_windows_user, [
        "ContainerUser", "NT AUTHORITY\\SYSTEM", "corp.example.com\\a..", "a", &"a".repeat(103), &format!("{}\\a", "b.".repeat(127).trim_end_matches('.')),
    ];
    sysctls: SysctlName, is_sysctl, ["net.core.somaxconn", "net/ipv4/a-b_c", "a", &"a.".repeat(126)[..251]];
    csi_drivers: CsiDriver, is_csi_driver, ["csi.example.com", "Secrets-Store.CSI.k8s.io", &"a".repeat(62)];
    nfs_servers: NfsServer, is_server, ["nfs.example.com", "10.0.0.1", "[fd00::1]"];
    iscsi_portals: IscsiPortal, is_server, ["10.0.0.1:3260", "[fd00::1]:3260"];
    nfs_paths: NfsPath, |text| text.starts_with('/'), ["/", "/srv/a b"];
    iscsi_names: IscsiName, is_iscsi_name, [
        "iqn.2001-04.com.example:storage.disk1", "iqn.2001-04.-:é", "eui.0123456789abCDef",
        "naa.0123456789abcdef0123456789abcdef",
    ];
    object_kinds: ObjectKind, |text| fits("[A-Za-z][A-Za-z0-9]{0,62}", text), ["VolumeSnapshot", "a", &"a".repeat(62)];
    signers: SignerName, is_signer, [
        "example.com/signer", "a.b/ns.name", &format!("{0}.{0}/{0}.{1}", "a".repeat(62), "b".repeat(252)),
    ];
    trust_bundles: TrustBundleName, is_trust_bundle, ["roots", "example.com:signer:roots", "a.b"];
    extended_resources: ExtendedResource, is_extended_resource, [
        "nvidia.com/gpu", "a/b", "a.kubernetes.io.com/x", &format!("{}b/c", "a.".repeat(121)),
    ];
    images: Image, is_image, [
        "busybox:1.28", "ghcr.io/acme/web:1.4.2", "localhost:5000/a/b__c/d-e.f:V1_2-x", "[2001:db8::1]:5000/web",
        "Registry.Example.COM/a--b/c", "a@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "my_host.io/a", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde", &"a/".repeat(126)[..251],
    ];
    registries: Registry, is_registry, ["ghcr.io", "localhost", "[::1]:5000/a", "Host/a__b", "mirror.example.com:5000/hub/a"];
}

/// Parses digits without a sign and without leading zeros.
fn number(text: &str) -> Option<i128> {
    fits("0|[1-9][0-9]{0,30}", text).then(|| text.parse().unwrap())
}

fn validate_number<T>(text: &str, least: i128, most: i128) -> Result<(), TestCaseError>
where
    T: FromStr<Err = ParseError> + Debug + Display + PartialEq,
{
    let expected = number(text).filter(|number| (least..=most).contains(number));
    match text.parse::<T>() {
        Ok(value) => {
            prop_assert_eq!(expected, Some(value.to_string().parse().unwrap()), "{:?} is taken", text);
            prop_assert_eq!(value.to_string().parse::<T>(), Ok(value));
        }
        Err(error) => {
            prop_assert_eq!(expected, None, "{}", &error);
            prop_assert_eq!(error.text(), text);
        }
    }
    Ok(())
}

fn validate_integer<T>(number: i64, least: i64, most: i64) -> Result<(), TestCaseError>
where
    T: TryFrom<i64> + TryFrom<i32> + Copy + Debug + Into<i32>,
{
    let is_good = (least..=most).contains(&number);
    let value = T::try_from(number).ok();
    prop_assert_eq!(value.map(|value| i64::from(Into::<i32>::into(value))), is_good.then_some(number));
    if let Ok(number) = i32::try_from(number) {
        prop_assert_eq!(T::try_from(number).is_ok(), is_good);
    }
    Ok(())
}

const MAX: i64 = i32::MAX as i64;

proptest! {
    #![proptest_config(config())]

    #[test]
    fn numbers_as_texts(
        text in near(["0", "1", "100", "101", "511", "65535", "65536", "2147483647", "2147483648", "18446744073709551616"]
            .map(str::to_owned).to_vec()),
    ) {
        validate_number::<UserId>(&text, 0, MAX.into())?;
        validate_number::<GroupId>(&text, 0, MAX.into())?;
        validate_number::<Seconds>(&text, 0, MAX.into())?;
        validate_number::<Weight>(&text, 1, 100)?;
        validate_number::<PortNumber>(&text, 1, 65_535)?;
    }

    #[test]
    fn numbers_as_integers(
        number in prop_oneof![-1_000..1_000_i64, 65_000..66_000_i64, MAX - 9..=MAX + 9, any::<i64>()],
    ) {
        validate_integer::<UserId>(number, 0, MAX)?;
        validate_integer::<GroupId>(number, 0, MAX)?;
        validate_integer::<Seconds>(number, 0, MAX)?;
        validate_integer::<Weight>(number, 1, 100)?;
        validate_integer::<PortNumber>(number, 1, 65_535)?;
        prop_assert_eq!(FileMode::from_bits(number).ok().map(|mode| mode.as_i32().into()), Some(number).filter(|bits| (0..=0o777).contains(bits)));
        if let Ok(id) = u32::try_from(number) {
            prop_assert_eq!(refuses(|| UserId::literal(id)), number > MAX);
            prop_assert_eq!(refuses(|| GroupId::literal(id)), number > MAX);
            prop_assert_eq!(refuses(|| Seconds::literal(id)), number > MAX);
        }
        if let Ok(bits) = u16::try_from(number) {
            prop_assert_eq!(refuses(|| FileMode::literal(bits)), number > 0o777);
            prop_assert_eq!(refuses(|| PortNumber::literal(bits)), number == 0);
        }
        if let Ok(weight) = u8::try_from(number) {
            prop_assert_eq!(refuses(|| Weight::literal(weight)), !(1..=100).contains(&number));
        }
    }

    #[test]
    fn modes_as_texts(text in near(["0", "644", "0644", "0o440", "777", "1000", "0o0"].map(str::to_owned).to_vec())) {
        let digits = text.strip_prefix("0o").unwrap_or(&text);
        let bits = fits("0*[0-7]{1,3}", digits).then(|| u16::from_str_radix(digits, 8).unwrap());
        let mode = text.parse::<FileMode>();
        prop_assert_eq!(mode.as_ref().ok().map(|mode| mode.get()), bits, "{:?}", text);
        if let Ok(mode) = mode {
            prop_assert_eq!(mode.to_string().parse(), Ok(mode));
        }
    }

    #[test]
    fn closed_sets_have_their_words_alone(text in near(["TCP", "UDP", "Always", "IfNotPresent"].map(str::to_owned).to_vec())) {
        let protocol = Protocol::ALL.iter().find(|word| word.as_str() == text);
        prop_assert_eq!(text.parse::<Protocol>().ok(), protocol.copied());
        let policy = PullPolicy::ALL.iter().find(|word| word.as_str() == text);
        prop_assert_eq!(text.parse::<PullPolicy>().ok(), policy.copied());
    }

    #[test]
    fn maps_are_validated_by_their_keys_and_values(
        map in proptest::collection::btree_map(
            near(vec!["a".to_owned(), "Example.com/A".to_owned(), "example.com/a".to_owned()]),
            near(vec!["web".to_owned(), String::new()]),
            0..3,
        ),
    ) {
        let is_good = map.iter().all(|(key, value)| is_qualified_name(key) && is_label_value(value));
        let labels = Labels::try_from(map.clone());
        prop_assert_eq!(labels.is_ok(), is_good);
        if let Ok(labels) = labels {
            prop_assert_eq!(BTreeMap::<String, String>::from(labels), map.clone());
        }
        let annotations = Annotations::try_from(map.clone());
        prop_assert_eq!(annotations.is_ok(), map.keys().all(|key| is_annotation_key(key)));
        if let Ok(annotations) = annotations {
            prop_assert_eq!(BTreeMap::<String, String>::from(annotations), map);
        }
    }

    #[test]
    fn an_opaque_image_is_any_text(text in any::<String>()) {
        let image = Image::opaque(text.as_str());
        prop_assert_eq!(image.as_str(), text);
    }

    #[test]
    fn an_image_is_put_together_from_its_parts(image in podwright_proptest::image()) {
        let tag = image.tag().map(|tag| format!(":{tag}")).unwrap_or_default();
        let digest = image.digest().map(|digest| format!("@{digest}")).unwrap_or_default();
        prop_assert_eq!(format!("{}{tag}{digest}", image.repository()), image.to_string());
    }
}

/// The specification of a custom resource.
#[derive(Clone)]
struct WebSpec {
    name: String,
    image: Option<String>,
    port: i64,
    grace: Option<i32>,
    memory_mib: u64,
    mode: i32,
    labels: BTreeMap<String, String>,
    sidecars: Vec<SidecarSpec>,
}

#[derive(Clone)]
struct SidecarSpec {
    name: String,
    ports: Vec<i32>,
}

impl WebSpec {
    fn good() -> Self {
        Self {
            name: "web".to_owned(),
            image: Some("nginx:1.27".to_owned()),
            port: 8080,
            grace: None,
            memory_mib: 256,
            mode: 288,
            labels: BTreeMap::from([("app".to_owned(), "web".to_owned())]),
            sidecars: vec![SidecarSpec { name: "log".to_owned(), ports: vec![9090, 9091] }],
        }
    }
}

#[derive(Debug, PartialEq)]
struct Web {
    name: DnsLabel,
    image: Option<Image>,
    port: PortNumber,
    grace: Option<Seconds>,
    memory: Memory,
    mode: FileMode,
    labels: Labels,
    sidecars: Vec<(DnsLabel, Vec<PortNumber>)>,
}

fn sidecar(spec: &SidecarSpec) -> Result<(DnsLabel, Vec<PortNumber>), ParseErrors> {
    collect((field("name", &spec.name), fields("ports", &spec.ports)))
}

fn web(spec: &WebSpec) -> Result<Web, podwright::Error> {
    let (name, image, port, grace, memory, mode, labels, sidecars) = collect((
        field("spec.name", &spec.name),
        field("spec.image", &spec.image),
        field("spec.port", spec.port),
        field("spec.grace", spec.grace),
        field("spec.memoryMib", Memory::try_mib(spec.memory_mib)),
        field("spec.mode", FileMode::from_bits(spec.mode)),
        field("spec.labels", &spec.labels),
        fields("spec.sidecars", spec.sidecars.iter().map(sidecar)),
    ))?;
    Ok(Web { name, image, port, grace, memory, mode, labels, sidecars })
}

#[test]
fn fields_become_values() {
    let port = PortNumber::literal;
    let web = web(&WebSpec::good()).unwrap();
    assert_eq!(web.name, name!("web"));
    assert_eq!(web.image, Some(image!("nginx:1.27")));
    assert_eq!((web.port, web.grace, web.memory), (port(8080), None, Memory::mib(256)));
    assert_eq!((web.mode, web.labels), (mode!(0o440), labels! { "app" = "web" }));
    assert_eq!(web.sidecars, [(name!("log"), vec![port(9090), port(9091)])]);
}

#[test]
fn all_bad_fields_are_reported_at_once_in_order() {
    let bad = WebSpec {
        name: "Web".to_owned(),
        image: Some(String::new()),
        port: -1,
        grace: Some(-30),
        memory_mib: u64::MAX,
        mode: 600,
        labels: BTreeMap::from([("a b".to_owned(), "c d".to_owned())]),
        sidecars: vec![
            SidecarSpec { name: "log".to_owned(), ports: vec![] },
            SidecarSpec { name: "mesh.".to_owned(), ports: vec![1, 0, 70_000] },
        ],
    };
    let error = web(&bad).unwrap_err();
    assert_eq!(
        error.to_string(),
        r#"11 invalid values
  spec.name: "Web": a DNS-1123 label holds only a-z, 0-9 and '-' (byte 0, 'W')
  spec.image: "": an image reference must not be empty
  spec.port: "-1": a port number is between 1 and 65535
  spec.grace: "-30": seconds are a number from 0 to 2147483647
  spec.memoryMib: "18446744073709551615": an amount of memory has at most 2^63-1 bytes
  spec.mode: "600": the bits of a file mode are a number from 0 to 511, which is 0o777; 600 is 0o1130, write 384 for the mode 0600
  spec.labels[a b]: "c d": a label value holds only letters, digits, '-', '_' and '.' (byte 1, ' ')
  spec.labels: "a b": the name of a key holds only letters, digits, '-', '_' and '.' (byte 1, ' ')
  spec.sidecars[1].name: "mesh.": a DNS-1123 label holds no dots, only a-z, 0-9 and '-' (byte 4, '.')
  spec.sidecars[1].ports[1]: "0": a port number is between 1 and 65535
  spec.sidecars[1].ports[2]: "70000": a port number is between 1 and 65535"#
    );
    let podwright::Error::Fields(errors) = error else { panic!("{error}") };
    assert_eq!(errors.len(), errors.iter().count());
    assert_eq!(
        errors.iter().map(ParseError::field).collect::<Vec<_>>(),
        (&errors).into_iter().map(ParseError::field).collect::<Vec<_>>()
    );
    assert_eq!(errors.clone().into_iter().next().unwrap().text(), "Web");
}

#[test]
fn each_bad_field_alone_is_reported() {
    let good = WebSpec::good();
    for (field, bad) in [
        ("spec.name", WebSpec { name: String::new(), ..good.clone() }),
        ("spec.image", WebSpec { image: Some("Nginx".to_owned()), ..good.clone() }),
        ("spec.port", WebSpec { port: 65_536, ..good.clone() }),
        ("spec.grace", WebSpec { grace: Some(-1), ..good.clone() }),
        ("spec.memoryMib", WebSpec { memory_mib: 1 << 43, ..good.clone() }),
        ("spec.mode", WebSpec { mode: -1, ..good.clone() }),
        ("spec.labels", WebSpec { labels: BTreeMap::from([(String::new(), String::new())]), ..good.clone() }),
        (
            "spec.sidecars[0].name",
            WebSpec { sidecars: vec![SidecarSpec { name: String::new(), ports: vec![] }], ..good },
        ),
    ] {
        let shown = web(&bad).unwrap_err().to_string();
        assert!(shown.starts_with(&format!("1 invalid value\n  {field}: ")), "{shown}");
    }
}

#[test]
fn texts_numbers_and_options_of_all_kinds_are_fields() {
    let eighty = PortNumber::literal(80);
    let text = "80".to_owned();
    assert_eq!(field("port", "80"), Ok(eighty));
    assert_eq!(field("port", &text), Ok(eighty));
    assert_eq!(fields("ports", &["80"]), Ok(vec![eighty]));
    assert_eq!(field("port", Some(&text)), Ok(Some(eighty)));
    let optional = Some(text.clone());
    assert_eq!(field("port", &optional), Ok(Some(eighty)));
    assert!(optional.is_some());
    assert_eq!(field("port", text), Ok(eighty));
    assert_eq!(field::<Option<PortNumber>>("port", None::<&str>), Ok(None));
    assert_eq!(field("version", "1.36"), Ok(podwright::rules::KubeVersion::V1_36));
    assert!(
        field::<podwright::rules::KubeVersion>("version", "1.2")
            .unwrap_err()
            .to_string()
            .contains(r#"version: "1.2""#)
    );

    macro_rules! each {
        ($($Int:ident)+) => {
            $(
                let number: $Int = 80;
                assert_eq!(field("port", number), Ok(eighty));
                assert_eq!(field("port", &number), Ok(eighty));
                assert_eq!(PortNumber::try_from(number), Ok(eighty));
                assert_eq!(UserId::try_from(number).map(UserId::get), Ok(80));
                assert_eq!(GroupId::try_from(number).map(GroupId::get), Ok(80));
                assert_eq!(Weight::try_from(number).map(Weight::get), Ok(80));
                assert_eq!(Seconds::try_from(number).map(Seconds::get), Ok(80));
                assert_eq!(field("count", number), Ok(80_u8));
                assert_eq!(field("count", 80_u8), Ok(number));
            )+
        };
    }
    each! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }
}

#[test]
fn a_number_that_does_not_fit_is_quoted_with_the_range() {
    let shown = |errors: ParseErrors| errors.into_iter().next().unwrap().to_string();
    assert_eq!(
        shown(field::<u16>("spec.replicas", -1).unwrap_err()),
        r#"spec.replicas: "-1": a number from 0 to 65535 is expected"#
    );
    assert_eq!(
        shown(field::<i32>("spec.replicas", 1_u64 << 31).unwrap_err()),
        r#"spec.replicas: "2147483648": a number from -2147483648 to 2147483647 is expected"#
    );
    assert_eq!(
        shown(field::<UserId>("spec.user", u64::MAX).unwrap_err()),
        r#"spec.user: "18446744073709551615": a user id is a number from 0 to 2147483647"#
    );
    assert!(
        field::<usize>("n", -1).is_err() && field::<u64>("n", -1).is_err() && field::<u32>("n", -1).is_err()
    );
    assert!(
        field::<u8>("n", 256).is_err()
            && field::<i8>("n", 128).is_err()
            && field::<i16>("n", 1 << 15).is_err()
    );
    assert!(field::<i64>("n", u64::MAX).is_err() && field::<isize>("n", u64::MAX).is_err());
}

#[test]
fn up_to_16_results_are_collected() {
    let one = || field::<u8>("n", 1);
    let all = collect((
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
        one(),
    ));
    assert_eq!(all.unwrap().15, 1);
    assert_eq!(collect((one(),)), Ok((1,)));
    // Results of `parse` stand beside fields.
    let errors = collect(("A".parse::<DnsLabel>(), one(), field::<u8>("n", 300))).unwrap_err();
    assert_eq!(errors.iter().map(ParseError::field).collect::<Vec<_>>(), ["", "n"]);
}

#[test]
fn the_names_of_fields_are_joined() {
    let error = || ParseError::custom("x", "a rule");
    for (inner, outer, joined) in [
        ("image", "spec", "spec.image"),
        ("[0]", "spec", "spec[0]"),
        ("", "spec", "spec"),
        ("image", "", "image"),
        ("[0].image", "spec.sidecars", "spec.sidecars[0].image"),
    ] {
        assert_eq!(error().in_field(inner).in_field(outer).field(), joined);
    }
    assert_eq!(error().to_string(), r#""x": a rule"#);
    assert_eq!(error().field(), "");
    assert_eq!(error().position(), None);
}

/// The items of a macro capture the user's constants of the same name.
#[test]
fn constants_of_the_user_are_not_captured() {
    const PORT: u16 = 80;
    const NAME: &str = "web";
    const VALUE: &str = "v";
    const LITERAL: &str = "image";
    const T: u32 = 1;
    const _A: u8 = 2;
    assert_eq!(port!("http", PORT).number(), PortNumber::literal(80));
    assert_eq!(port!(NAME, PORT).name().map(AsRef::as_ref), Some("web"));
    let name: DnsLabel = name!(NAME);
    assert_eq!((name.as_str(), value!(VALUE), image!(LITERAL)), ("web", value!("v"), image!("image")));
    assert_eq!((uid!(T), gid!(T), weight!(_A)), (uid!(1), gid!(1), weight!(2)));
    // A macro within a macro.
    assert_eq!(
        port!("http", {
            const INNER: u32 = uid!(8080).get();
            INNER
        }),
        port!("http", 8080)
    );
}
