//! The environment of a process: this program runs itself with one.

#![allow(missing_docs, reason = "contracts of a test")]

use std::ffi::OsString;
use std::process::Command;

use podwright_env::{Duration, List, Secret, contract, words};

words! {
    enum Level { Debug = "debug", Info = "info" }
}

contract! {
    #[derive(Debug)]
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    #[derive(Debug)]
    struct Env {
        PODWRIGHT_PORT as port: u16 = 8080,
        PODWRIGHT_LEVEL as level: Level,
        PODWRIGHT_TIMEOUT as timeout: Duration,
        PODWRIGHT_NAMES as names: Option<List<String>>,
        nested "PODWRIGHT_DB_" as db: DbEnv,
    }
}

fn main() {
    if std::env::var_os("PODWRIGHT_CHILD").is_some() {
        match Env::from_env() {
            Ok(env) => print!("read {env:?} {}", env.db.password.expose().len()),
            Err(error) => print!("refused {error}"),
        }
        return;
    }
    a_service_reads_the_environment_of_its_process();
    a_service_says_everything_that_is_wrong();
}

fn run(vars: &[(&str, OsString)]) -> String {
    let program = std::env::current_exe().expect("a program runs this");
    let vars = vars.iter().map(|(name, value)| (*name, value.as_os_str()));
    let output = Command::new(program)
        .env_clear()
        .env("PODWRIGHT_CHILD", "1")
        .envs(vars)
        .output()
        .expect("this program runs");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn a_service_reads_the_environment_of_its_process() {
    let full = [
        ("PODWRIGHT_LEVEL", "debug".into()),
        ("PODWRIGHT_TIMEOUT", "1h 30m".into()),
        ("PODWRIGHT_NAMES", "é, $(X)".into()),
        ("PODWRIGHT_DB_HOST", "a\nb".into()),
        ("PODWRIGHT_DB_PASSWORD", "hunter2".into()),
        ("HOST", "another".into()),
    ];
    let read = run(&full);
    assert_eq!(
        read,
        "read Env { port: 8080, level: Debug, timeout: Duration(5400s), names: Some(List([\"é\", \"$(X)\"])), \
             db: DbEnv { host: \"a\\nb\", password: Secret(..) } } 7"
    );
}

fn a_service_says_everything_that_is_wrong() {
    let refused = run(&[
        ("PODWRIGHT_PORT", "http".into()),
        ("PODWRIGHT_LEVEL", "loud".into()),
        ("PODWRIGHT_TIMEOUT", "30".into()),
        ("PODWRIGHT_DB_PASSWORD", "hunter2".into()),
    ]);
    assert_eq!(
        refused,
        "refused 4 problems with the environment\n  \
             PODWRIGHT_PORT=\"http\" is not a u16: invalid digit found in string\n  \
             PODWRIGHT_LEVEL=\"loud\" is not a Level: it is one of \"debug\", \"info\"\n  \
             PODWRIGHT_TIMEOUT=\"30\" is not a Duration: \"30\" has no unit: write 30s, 30m or 30ms\n  \
             PODWRIGHT_DB_HOST is not set: it is a String"
    );
}
