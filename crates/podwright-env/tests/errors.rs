//! What is wrong with an environment, and that no secret is shown.

#![allow(missing_docs, reason = "contracts of a test")]

use podwright_env::EnvProblemKind::{Malformed, Missing, NotUnicode, Twice};
use podwright_env::{Contract, EnvErrors, List, Reader, Secret, SecretError, contract, words};

words! {
    enum Level { Debug = "debug", Info = "info" }
}

/// A secret under another name.
type Pin = Secret<u32>;

contract! {
    #[derive(Debug)]
    struct Inner {
        PIN as pin: Pin,
    }
}

contract! {
    #[derive(Debug)]
    struct Env {
        PORT as port: u16 = 80,
        OFFSET as offset: Option<i64>,
        NAME as name: Option<String>,
        LEVEL as level: Level = Level::Info,
        TOKEN as token: Secret<u32>,
        TOKENS as tokens: Option<List<Secret<u32>>>,
        nested "INNER_" as inner: Inner,
    }
}

#[cfg(unix)]
fn bytes(bytes: &[u8]) -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

fn refused(vars: &[(&str, std::ffi::OsString)]) -> EnvErrors {
    Env::from_vars(vars.iter().cloned()).expect_err("something is wrong")
}

#[cfg(unix)]
#[test]
fn all_problems_are_said_in_the_order_of_the_contract() {
    let error = refused(&[
        ("TOKENS", "1,hunter2".into()),
        ("PORT", bytes(b"8\xff")),
        ("NAME", "a".into()),
        ("OFFSET", "1x".into()),
        ("TOKEN", "hunter2".into()),
        ("NAME", "b".into()),
    ]);
    let shown = "6 problems with the environment\n  \
         NAME is given twice\n  \
         PORT is not UTF-8, so it is not a u16\n  \
         OFFSET=\"1x\" is not an i64: invalid digit found in string\n  \
         TOKEN is not a Secret<u32>: the value of a secret is not shown\n  \
         TOKENS is not a List<Secret<u32>>: the value of a secret is not shown\n  \
         INNER_PIN is not set: it is a Pin";
    assert_eq!((error.to_string(), format!("{error:?}")), (shown.to_owned(), shown.to_owned()));
    let problems: Vec<_> =
        error.problems().iter().map(|it| (it.variable(), it.kind(), it.type_name())).collect();
    assert_eq!(
        problems,
        [
            ("NAME", Twice, ""),
            ("PORT", NotUnicode, "u16"),
            ("OFFSET", Malformed, "i64"),
            ("TOKEN", Malformed, "Secret<u32>"),
            ("TOKENS", Malformed, "List<Secret<u32>>"),
            ("INNER_PIN", Missing, "Pin"),
        ]
    );
    let first = &error.problems()[2];
    assert_eq!(format!("{first:?}"), "OFFSET=\"1x\" is not an i64: invalid digit found in string");
    assert!(std::error::Error::source(&error).is_none());
}

#[test]
fn one_problem_is_one_line_of_at_most_so_many_characters() {
    let vars = [("TOKEN", "1".to_owned()), ("INNER_PIN", "4711".to_owned())];
    let with = |name, value: String| {
        Env::from_vars(vars.clone().into_iter().chain([(name, value)])).expect_err("it is wrong").to_string()
    };
    let exact = "é".repeat(80);
    assert_eq!(
        with("LEVEL", exact.clone()),
        format!("LEVEL=\"{exact}\" is not a Level: it is one of \"debug\", \"info\"")
    );
    assert_eq!(
        with("LEVEL", exact.clone() + "x"),
        format!("LEVEL=\"{exact}..\" is not a Level: it is one of \"debug\", \"info\"")
    );
    let read = Env::from_vars(vars.clone()).expect("all is right");
    assert_eq!(read.inner.pin.clone().into_inner(), 4711);
    assert!((read.port, read.level, read.offset, read.name.is_none()) == (80, Level::Info, None, true));
    assert!(!format!("{read:?}").contains("4711") && read.tokens.is_none() && *read.token.expose() == 1);
}

#[test]
fn a_variable_that_is_given_twice_is_a_problem_though_all_are_read() {
    let vars = [("TOKEN", "1"), ("INNER_PIN", "2"), ("OTHER", "a"), ("OTHER", "b")];
    let error = Env::from_vars(vars).expect_err("one is given twice");
    assert_eq!(error.to_string(), "OTHER is given twice");
}

#[test]
fn a_secret_under_another_name_is_not_shown() {
    let vars = [("TOKEN", "1"), ("INNER_PIN", "hunter2")];
    let error = Env::from_vars(vars).expect_err("it is malformed");
    assert_eq!(error.to_string(), "INNER_PIN is not a Pin: the value of a secret is not shown");
    let error: SecretError = "hunter2".parse::<Pin>().expect_err("it is no number");
    assert_eq!(
        format!("{error} {error:?}"),
        "the value of a secret is not shown the value of a secret is not shown"
    );
}

/// Shows what it is given to read from, and no values.
struct Shown;

impl Contract for Shown {
    const DESCRIPTION: &'static podwright_env::Description = Env::DESCRIPTION;

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let shown = format!("{reader:?}");
        assert!(shown.contains("Pairs(..)") && !shown.contains("hunter2"), "{shown}");
        Some(Self)
    }
}

#[test]
fn a_reader_shows_no_values() {
    assert!(podwright_env::private::from_vars::<Shown, _, _>([("TOKEN", "hunter2")]).is_ok());
}
