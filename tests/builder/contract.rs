//! Contracts: what a manifest writes is what the service reads.

#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the variables of a contract have a type without a name"
)]

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use podwright::prelude::*;
use podwright_env::{EnvProblemKind, List, Secret, contract, words};
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
            .ports(ports.iter().copied().collect::<List<u16>>())
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
