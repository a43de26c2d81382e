//! Contracts: what a manifest writes is what the service reads.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the variables of a contract have a type without a name"
)]

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::path::PathBuf;

use podwright::prelude::*;
use podwright_env::{Duration, EnvProblemKind, List, Secret, contract, words};
use podwright_tests::hostile;
use podwright_tests::kubelet::environment;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

words! {
    enum Level { Debug = "debug", Info = "info", Quoted = "$(HOME) \"é\"" }
}

contract! {
    /// The database.
    #[derive(Debug)]
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
        USER as user: Option<Secret<String>>,
    }
}

/// A type that reads what it writes, as users have them.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Size(u16, u16);

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}$(x){}", self.0, self.1)
    }
}

impl std::str::FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (width, height) = text.split_once("$(x)").ok_or("it has no $(x)")?;
        let number = |text: &str| text.parse().map_err(|_| "it is not of two numbers");
        Ok(Self(number(width)?, number(height)?))
    }
}

contract! {
    /// Numbers of all widths, and the types with few values.
    #[derive(Debug)]
    struct Narrow {
        A as a: u8,
        B as b: i8,
        C as c: i16,
        D as d: u32,
        E as e: i32,
        F as f: u64,
        G as g: i64,
        H as h: u128,
        I as i: usize,
        J as j: isize,
        K as k: f32,
        V4 as v4: Ipv4Addr,
        V6 as v6: Ipv6Addr,
        S4 as s4: SocketAddrV4,
        S6 as s6: SocketAddrV6,
        SIZE as size: Size,
        SIZES as sizes: List<Size, ';'>,
        FLAGS as flags: List<bool>,
        LEVELS as levels: Option<List<Level, '|'>>,
        nested "OUTER_" as outer: Outer,
    }
}

contract! {
    #[derive(Debug)]
    struct Outer {
        nested "DB_" as db: DbEnv,
    }
}

contract! {
    /// One variable of each type.
    #[derive(Debug)]
    struct Everything {
        /// A text | of any kind.
        TEXT as text: String,
        FOLDER as folder: PathBuf,
        PORT as port: u16 = 8080,
        OFFSET as offset: i128,
        RATIO as ratio: f64 = 0.5,
        MARK as mark: char,
        VERBOSE as verbose: bool,
        HOST as host: IpAddr,
        LISTEN as listen: Option<SocketAddr>,
        LEVEL as level: Level = Level::Info,
        PORTS as ports: List<u16>,
        PATHS as paths: Option<List<String, ':'>>,
        nested "DB_" as db: DbEnv,
    }
}

fn secret(object: &str, key: &str) -> String {
    format!("{object}/{key}")
}

fn container(vars: impl podwright::env::IntoEnv) -> v1::Container {
    Container::new(name!("web"), image!("nginx:1.27")).env(vars).into()
}

fn text() -> impl Strategy<Value = String> {
    let fragments = prop::sample::select(
        ["$", "$$", "$(", "$(TEXT)", "$(PORT)", ")", "\n", "é", "🦀", "=", " "].as_slice(),
    );
    let references = prop::collection::vec(fragments, 0..8).prop_map(|parts| parts.concat());
    // No variable of the environment holds a zero byte.
    prop_oneof![references, hostile::text()].prop_map(|text| text.replace('\0', ""))
}

proptest! {
    #[test]
    fn what_a_manifest_writes_is_what_the_service_reads(
        (text, folder, host_of_db) in (text(), text(), text()),
        (port, offset, ratio) in (any::<Option<u16>>(), any::<i128>(), any::<Option<f64>>()),
        (mark, verbose, host) in (any::<char>(), any::<bool>(), any::<IpAddr>()),
        (listen, level) in (any::<Option<(IpAddr, u16)>>(), prop::sample::select([Level::Debug, Level::Info, Level::Quoted].as_slice())),
        ports in prop::collection::vec(any::<u16>(), 0..4),
    ) {
        prop_assume!(mark != '\0' && ratio.is_none_or(|ratio| !ratio.is_nan()));
        // Flow information of IPv6 has no form as text.
        let listen = listen.map(SocketAddr::from);
        let db = SecretRef::literal("db-app");
        let vars = Everything::vars()
            .text(&*text)
            .folder(&*folder)
            .offset(offset)
            .mark(mark)
            .verbose(verbose)
            .host(host)
            .ports(List::from(ports.clone()))
            .db(DbEnv::vars().host(&*host_of_db).password(db.key(config_key!("password"))).build())
            .level(level)
            .with_some(port, |vars, port| vars.port(port))
            .with_some(ratio, |vars, ratio| vars.ratio(ratio))
            .with_some(listen, |vars, listen| vars.listen(listen))
            .build();
        let read = Everything::from_vars(environment(&container(vars), |object, key| Some(secret(object, key)))).unwrap();
        prop_assert_eq!((&read.text, read.folder.to_str().unwrap()), (&text, &*folder));
        prop_assert_eq!((read.port, read.offset, read.ratio), (port.unwrap_or(8080), offset, ratio.unwrap_or(0.5)));
        prop_assert_eq!((read.mark, read.verbose, read.host, read.listen), (mark, verbose, host, listen));
        prop_assert_eq!((read.level, &*read.ports), (level, &*ports));
        prop_assert_eq!((&read.db.host, &**read.db.password.expose()), (&host_of_db, "db-app/password"));
        prop_assert!(read.db.user.is_none() && read.paths.is_none());
    }
}

/// Returns what the kubelet gives to a container with these variables.
fn given(vars: impl podwright::env::IntoEnv) -> Vec<(String, String)> {
    environment(&container(vars), |object, key| Some(secret(object, key))).into_iter().collect()
}

proptest! {
    #[test]
    fn values_of_all_widths_are_read_as_they_are_written(
        (a, b, c, d, e) in any::<(u8, i8, i16, u32, i32)>(),
        (f, g, h, i, j) in any::<(u64, i64, u128, usize, isize)>(),
        (k, v4, v6) in any::<(f32, Ipv4Addr, Ipv6Addr)>(),
        (port, size) in any::<(u16, (u16, u16))>(),
        flags in prop::collection::vec(any::<bool>(), 0..4),
        sizes in prop::collection::vec(any::<(u16, u16)>(), 0..4),
        (host, levels) in (text(), prop::collection::vec(prop::sample::select([Level::Debug, Level::Quoted].as_slice()), 0..3)),
    ) {
        prop_assume!(!k.is_nan());
        let (s4, s6) = (SocketAddrV4::new(v4, port), SocketAddrV6::new(v6, port, 0, 0));
        let size = Size(size.0, size.1);
        let sizes = sizes.into_iter().map(|(width, height)| Size(width, height));
        let sizes: List<Size, ';'> = List::new(sizes).unwrap();
        let levels: List<Level, '|'> = List::new(levels).unwrap();
        let db = SecretRef::literal("db-app");
        let db = DbEnv::vars().host(&*host).password(db.key(config_key!("password"))).user(db.key(config_key!("user")).optional()).build();
        let vars = Narrow::vars()
            .a(a).b(b).c(c).d(d).e(e).f(f).g(g).h(h).i(i).j(j).k(k)
            .v4(v4).v6(v6).s4(s4).s6(s6)
            .size(size).sizes(sizes.clone()).flags(List::from(flags.clone()))
            .levels(levels.clone())
            .outer(Outer::vars().db(db).build())
            .build();
        let read = Narrow::from_vars(given(vars)).unwrap();
        prop_assert_eq!((read.a, read.b, read.c, read.d, read.e), (a, b, c, d, e));
        prop_assert_eq!((read.f, read.g, read.h, read.i, read.j), (f, g, h, i, j));
        prop_assert_eq!((read.k, read.v4, read.v6, read.s4, read.s6), (k, v4, v6, s4, s6));
        prop_assert_eq!((read.size, read.sizes, &*read.flags, read.levels), (size, sizes, &*flags, Some(levels)));
        let user = read.outer.db.user.unwrap();
        prop_assert_eq!((&read.outer.db.host, &**user.expose()), (&host, "db-app/user"));
    }
}

contract! {
    /// Spans of time, and lists whose items are any texts.
    #[derive(Debug)]
    struct Spans {
        TIMEOUT as timeout: Duration,
        GRACE as grace: Option<Duration>,
        DELAY as delay: Duration = Duration::new(std::time::Duration::from_millis(1500)),
        BACKOFF as backoff: List<Duration>,
        NAMES as names: List<String>,
        FOLDERS as folders: Option<List<String, ':'>>,
        nested "OUTER_" as outer: OuterSpans,
    }
}

contract! {
    #[derive(Debug)]
    struct OuterSpans {
        nested "INNER_" as inner: InnerSpans,
    }
}

contract! {
    #[derive(Debug)]
    struct InnerSpans {
        TIMEOUT as timeout: Duration,
        LEVEL as level: Option<Level>,
    }
}

fn span() -> impl Strategy<Value = std::time::Duration> {
    let seconds = prop_oneof![any::<u64>(), 0..200_000_u64, Just(u64::MAX)];
    let nanos =
        prop_oneof![0..1_000_000_000_u32, (0..1000_u32).prop_map(|millis| millis * 1_000_000), Just(0)];
    (seconds, nanos).prop_map(|(seconds, nanos)| std::time::Duration::new(seconds, nanos))
}

proptest! {
    #[test]
    fn spans_and_lists_are_read_as_they_are_written(
        (timeout, grace, delay, inner) in (span(), prop::option::of(span()), prop::option::of(span()), span()),
        backoff in prop::collection::vec(span(), 0..4),
        level in prop::option::of(prop::sample::select([Level::Debug, Level::Info, Level::Quoted].as_slice())),
        names in prop::collection::vec(text(), 0..4),
        folders in prop::collection::vec(text(), 0..4),
    ) {
        let backoff: List<Duration> = List::new(backoff).unwrap();
        // A text that would not be read back makes no list.
        let names = names.into_iter().filter(|text| List::<String>::new([&**text]).is_ok());
        let names: List<String> = List::new(names).unwrap();
        let folders = List::<String, ':'>::new(folders).ok();
        let inner_vars = InnerSpans::vars().timeout(inner).with_some(level, |vars, level| vars.level(level)).build();
        let vars = Spans::vars()
            .timeout(timeout)
            .backoff(backoff.clone())
            .names(names.clone())
            .outer(OuterSpans::vars().inner(inner_vars).build())
            .with_some(grace, |vars, grace| vars.grace(grace))
            .with_some(delay, |vars, delay| vars.delay(delay))
            .with_some(folders.clone(), |vars, folders| vars.folders(folders))
            .build();
        let read = Spans::from_vars(given(vars)).unwrap();
        prop_assert_eq!((*read.timeout, read.grace.map(Duration::into_inner)), (timeout, grace));
        prop_assert_eq!(*read.delay, delay.unwrap_or(std::time::Duration::from_millis(1500)));
        prop_assert_eq!((read.backoff, read.names, read.folders), (backoff, names, folders));
        prop_assert_eq!((*read.outer.inner.timeout, read.outer.inner.level), (inner, level));
    }
}

#[test]
fn a_list_that_would_not_be_read_back_is_an_error_of_the_manifest() {
    contract! { struct Env { LANGUAGES as languages: List<String> } }
    let manifest = |languages: &[&str]| -> Result<_, podwright::Error> {
        let languages = List::new(languages.iter().copied())?;
        let web =
            Container::new(name!("web"), image!("nginx:1.27")).env(Env::vars().languages(languages).build());
        Ok(Pod::builder(name!("web")).main(web).build()?)
    };
    let env = manifest(&["en", "de"]).unwrap().spec.as_ref().unwrap().containers[0].env.clone().unwrap();
    assert_eq!(env[0].value.as_deref(), Some("en,de"));
    let error = manifest(&["en,de"]).unwrap_err();
    assert!(matches!(error, podwright::Error::List(_)));
    assert_eq!(
        error.to_string(),
        "item 1, \"en,de\": it has the separator ',', so it would be read as several items"
    );
}

#[test]
fn any_environment_is_read_or_refused() {
    let count = podwright_tests::number("PODWRIGHT_ANY_ENVIRONMENTS").unwrap_or(20_000);
    let names = Everything::describe().variables();
    let variable = (prop::sample::select(names), any::<Vec<u8>>(), hostile::text(), 0..4_u8);
    let strategy = prop::collection::vec(variable, 0..20);
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut twice = 0;
    for _ in 0..count {
        let vars = strategy.new_tree(&mut runner).unwrap().current();
        let vars = vars.into_iter().map(|(variable, bytes, text, how)| {
            let value = match how {
                0 => std::os::unix::ffi::OsStringExt::from_vec(bytes),
                1 => "8".repeat(text.len()).into(),
                _ => std::ffi::OsString::from(text),
            };
            (std::ffi::OsString::from(variable.name()), value)
        });
        let vars: Vec<_> = vars.collect();
        let distinct: BTreeMap<_, _> = vars.iter().cloned().collect();
        let shown = match Everything::from_vars(vars.clone()) {
            Ok(read) => format!("{read:?}"),
            Err(errors) => {
                let is_twice = |kind| kind == EnvProblemKind::Twice;
                twice += usize::from(errors.problems().iter().any(|problem| is_twice(problem.kind())));
                format!("{errors} {errors:?}")
            }
        };
        // What is long enough to be recognized is not shown.
        for secret in
            ["DB_PASSWORD", "DB_USER"].iter().filter_map(|name| distinct.get(std::ffi::OsStr::new(name)))
        {
            let secret = secret.to_string_lossy();
            let elsewhere =
                vars.iter().filter(|(_, value)| value.to_string_lossy().contains(&*secret)).count() > 1;
            assert!(
                secret.chars().count() < 12 || elsewhere || !shown.contains(&*secret),
                "{secret:?} in {shown}"
            );
        }
        assert!(shown.len() < 100_000);
    }
    assert!(twice > count / 10, "{twice} of {count} have a variable twice");
}

#[test]
fn a_problem_names_the_variable_and_what_was_expected() {
    let full = [
        ("TEXT", ""),
        ("FOLDER", ""),
        ("OFFSET", "1"),
        ("MARK", "x"),
        ("VERBOSE", "true"),
        ("HOST", "10.0.0.1"),
        ("PORTS", ""),
        ("DB_HOST", "db"),
        ("DB_PASSWORD", "hunter2"),
    ];
    let read = Everything::from_vars(full).unwrap();
    assert_eq!((read.port, read.level, read.ports.len()), (8080, Level::Info, 0));
    for (missing, _) in full {
        let rest = full.into_iter().filter(|(name, _)| *name != missing);
        let error = Everything::from_vars(rest).unwrap_err();
        assert_eq!((error.problems().len(), error.problems()[0].variable()), (1, missing));
        assert!(error.to_string().starts_with(&format!("{missing} is not set: it is a")), "{error}");
    }
    let wrong = |name, value| {
        let vars = full.into_iter().filter(|(other, _)| *other != name).chain([(name, value)]);
        Everything::from_vars(vars).unwrap_err().to_string()
    };
    assert_eq!(wrong("PORT", ""), "PORT=\"\" is not a u16: cannot parse integer from empty string");
    assert_eq!(wrong("OFFSET", "1x"), "OFFSET=\"1x\" is not an i128: invalid digit found in string");
    assert_eq!(
        wrong("LEVEL", "loud"),
        "LEVEL=\"loud\" is not a Level: it is one of \"debug\", \"info\", \"$(HOME) \\\"é\\\"\""
    );
    assert_eq!(
        wrong("PORTS", "1,x"),
        "PORTS=\"1,x\" is not a List<u16>: item 2, \"x\": invalid digit found in string"
    );
    let huge = "9".repeat(1 << 20);
    let vars = full.into_iter().chain([("PORT", &*huge)]);
    let error = Everything::from_vars(vars).unwrap_err().to_string();
    assert!(error.starts_with("PORT=\"999") && error.len() < 200, "{error}");
}

/// A secret under another name.
type Pin = Secret<u32>;

#[test]
fn what_is_no_text_or_is_given_twice_is_named_and_no_secret_is_shown() {
    use std::os::unix::ffi::OsStringExt;

    contract! {
        #[derive(Debug)]
        struct Keys {
            PORT as port: u16 = 80,
            PIN as pin: Secret<u32>,
            PINS as pins: Option<Secret<List<u32>>>,
        }
    }
    let bytes = |bytes: &[u8]| std::ffi::OsString::from_vec(bytes.to_vec());
    let refused = |vars: Vec<(&str, std::ffi::OsString)>| Keys::from_vars(vars).unwrap_err();
    let error = refused(vec![
        ("PORT", bytes(b"8\xff")),
        ("PIN", bytes(b"hunter2\xff")),
        ("PINS", "1,hunter2".into()),
    ]);
    assert_eq!(
        error.to_string(),
        "3 problems with the environment\n  \
         PORT is not UTF-8, so it is not a u16\n  \
         PIN is not UTF-8, so it is not a Secret<u32>\n  \
         PINS is not a Secret<List<u32>>: the value of a secret is not shown"
    );
    let kinds: Vec<_> = error.problems().iter().map(|problem| problem.kind()).collect();
    assert_eq!(kinds, [EnvProblemKind::NotUnicode, EnvProblemKind::NotUnicode, EnvProblemKind::Malformed]);
    let error = refused(vec![("PIN", "hunter2".into()), ("PORT", "1".into()), ("PORT", "2".into())]);
    assert_eq!(
        error.to_string(),
        "2 problems with the environment\n  PORT is given twice\n  PIN is not a Secret<u32>: the value of a secret is not shown"
    );
    assert_eq!(
        refused(vec![("PIN", "".into())]).to_string(),
        "PIN is not a Secret<u32>: the value of a secret is not shown"
    );
    assert!(!format!("{error:?}").contains("hunter2"));
    let huge = "hunter2".repeat(100_000);
    assert!(refused(vec![("PIN", huge.into())]).to_string().len() < 200);
    assert_eq!(refused(vec![]).to_string(), "PIN is not set: it is a Secret<u32>");

    // A secret under another name, and in a list, is one too.
    contract! {
        #[derive(Debug)]
        struct Hidden {
            PIN as pin: Pin,
            PINS as pins: List<Secret<u32>>,
            BACKUP as backup: Option<Pin>,
        }
    }
    let error =
        Hidden::from_vars([("PIN", "hunter2"), ("PINS", "1,hunter2"), ("BACKUP", "hunter2")]).unwrap_err();
    assert_eq!(error.problems().len(), 3);
    assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");

    let read = Keys::from_vars([("PIN", "4711")]).unwrap();
    assert!(!format!("{read:?}").contains("4711") && *read.pin.expose() == 4711 && read.port == 80);
}

#[test]
fn a_manifest_knows_which_variables_it_sets() {
    use podwright::env::FilledContract;
    use podwright_env::Requirement;

    let db = SecretRef::literal("db-app");
    let db = DbEnv::vars().host("db").password(db.key(config_key!("password"))).build();
    let inner = FilledContract::of(&db).unwrap();
    assert_eq!(inner.name(), "DbEnv");
    let outer = Outer::vars().db(db).build();
    let outer = FilledContract::of(&outer).unwrap();
    assert_eq!((outer.name(), outer.fingerprint()), ("Outer", Outer::describe().fingerprint()));
    let rows: Vec<_> = outer.variables().iter().map(|it| (it.name(), it.is_set(), it.is_secret())).collect();
    assert_eq!(rows, [("DB_HOST", true, false), ("DB_PASSWORD", true, true), ("DB_USER", false, true)]);
    assert_eq!(outer.variables()[2].requirement(), &Requirement::Optional);
    contract! { struct Free { PORT as port: u16 = 8080 } }
    assert!(FilledContract::of(&Free::vars::<podwright::env::EnvValue>().build()).is_none());
}

#[test]
fn variables_of_a_contract_are_referred_to() {
    contract! {
        struct Server {
            HOST as host: String,
            URL as url: String,
        }
    }
    let vars = Server::vars().host(Downward::pod_ip()).url(text!["http://", Server::HOST, ":80"]).build();
    let server = Container::new(name!("web"), image!("nginx:1.27")).env(vars).args([Server::HOST]);
    let pod = Pod::builder(name!("web")).main(server).build().unwrap();
    let container = &pod.spec.as_ref().unwrap().containers[0];
    assert_eq!(container.env.as_ref().unwrap()[1].value.as_deref(), Some("http://$(HOST):80"));
    assert_eq!(container.args.as_deref().unwrap(), ["$(HOST)"]);

    // The text stands above the variable that it refers to.
    let vars = Server::vars().url(text!["http://", Server::HOST]).host("db").build();
    let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27")).env(vars));
    assert_eq!(pod.build().unwrap_err().iter().next().unwrap().rule(), "env-reference-unresolved");
}

#[test]
fn a_fingerprint_changes_with_what_the_manifest_must_know() {
    mod v1 {
        podwright_env::contract! { pub(super) struct Env { PORT as port: u16 = 8080, HOST as host: String } }
    }
    mod documented {
        podwright_env::contract! { pub(super) struct Env { HOST as host: String, /** A port. */ PORT as port: u16 = 8080 } }
    }
    mod other {
        podwright_env::contract! { pub(super) struct Env { PORT as port: u16 = 9090, HOST as host: String } }
    }
    assert_eq!(v1::Env::describe().fingerprint(), documented::Env::describe().fingerprint());
    assert_ne!(v1::Env::describe().fingerprint(), other::Env::describe().fingerprint());
    // It is the same in each build, so that an image and a manifest of different days agree.
    assert_eq!(Everything::describe().fingerprint(), "e83310b244ee6cb1");
}

#[test]
fn a_contract_is_described_in_three_ways() {
    let described = Everything::describe();
    let json: serde_json::Value = serde_json::from_str(&described.json()).unwrap();
    let rows = json["variables"].as_array().unwrap();
    assert_eq!(rows.len(), described.variables().len());
    let named = |name: &str| rows.iter().find(|row| row["name"] == name).unwrap();
    assert_eq!(named("LEVEL")["default"], "info");
    assert_eq!(named("RATIO")["default"], "0.5");
    assert_eq!(named("DB_USER")["type"], "Secret<String>");
    assert_eq!(
        (&named("DB_PASSWORD")["secret"], &named("DB_PASSWORD")["required"]),
        (&true.into(), &true.into())
    );
    assert!(described.markdown().contains("| `TEXT` | `String` | required | A text \\| of any kind. |\n"));
    assert!(described.dotenv().contains("# Level\n#LEVEL=info\n\n# List<u16>, required\nPORTS=\n"));
}
