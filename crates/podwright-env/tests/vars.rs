//! The variables that a manifest gives to a contract.

#![allow(missing_docs, reason = "contracts of a test")]
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the variables of a contract have a type without a name"
)]

use podwright_env::{FromLiteral, Given, List, MayBeUnset, Provides, ProvidesSecret, Secret, contract};

contract! {
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Option<Secret<String>>,
    }
}

contract! {
    struct Env {
        PORT as port: u16 = 8080,
        FOLDER as folder: std::path::PathBuf,
        PORTS as ports: Option<List<u16>>,
        nested "DB_" as db: DbEnv,
    }
}

/// What a manifest writes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Text(String),
    Key(&'static str),
}

impl FromLiteral for Value {
    fn from_literal(text: String) -> Self {
        Self::Text(text)
    }
}

/// A key that may be missing.
struct Key(&'static str);

impl ProvidesSecret<Value, MayBeUnset> for Key {
    fn provide(self) -> Value {
        Value::Key(self.0)
    }
}

impl Provides<u16, Value, MayBeUnset> for Key {
    fn provide(self) -> Value {
        Value::Key(self.0)
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn given() -> Given<Value> {
    let db = DbEnv::vars().password(Key("password")).host("db").build();
    assert!(db.as_slice().iter().all(|var| var.contract().is_some_and(|it| it.name() == "DbEnv")));
    Env::vars().port(1).folder("/var").db(db).ports(List::from([80, 443])).port(Key("port")).build()
}

#[test]
fn variables_have_the_order_in_which_they_are_set() {
    let vars: Vec<_> = given().into_iter().map(podwright_env::GivenVar::into_parts).collect();
    assert_eq!(
        vars,
        [
            ("PORT".to_owned(), Value::Key("port")),
            ("FOLDER".to_owned(), text("/var")),
            ("DB_PASSWORD".to_owned(), Value::Key("password")),
            ("DB_HOST".to_owned(), text("db")),
            ("PORTS".to_owned(), text("80,443")),
        ]
    );
    let given = given();
    let contracts: Vec<_> = given.as_slice().iter().map(|var| var.contract().map(|it| it.name())).collect();
    assert_eq!(contracts, [Some("Env"); 5]);
}

#[test]
fn variables_are_compared_by_names_and_values() {
    let (one, other) = (given(), given());
    assert_eq!(
        (&one, one.as_slice()[0].name(), one.as_slice()[0].value()),
        (&other, "PORT", &Value::Key("port"))
    );
    let host = |host: &str| DbEnv::vars::<Value>().host(host).build();
    assert_eq!(host("a"), host("a"));
    assert_ne!(host("a"), host("b"));
    let renamed = |prefix: &str| Given::<Value>::default().with_nested(prefix, host("a"));
    assert_ne!(renamed("A_"), renamed("B_"));
    assert_eq!(renamed(""), host("a"));
}

#[test]
fn conditions_change_the_variables() {
    let vars = |port: Option<u16>, is_public: bool| {
        Env::vars::<Value>()
            .folder("/var".to_owned())
            .db(DbEnv::vars().host("db").build())
            .with_some(port, |vars, port| vars.port(port))
            .when(is_public, |vars| vars.ports(List::from([80])))
            .build()
            .into_iter()
            .map(|var| var.into_parts().0)
            .collect::<Vec<_>>()
    };
    assert_eq!(vars(None, false), ["FOLDER", "DB_HOST"]);
    assert_eq!(vars(Some(1), true), ["FOLDER", "DB_HOST", "PORT", "PORTS"]);
}

#[test]
fn a_name_is_a_constant() {
    assert_eq!((Env::PORT.as_str(), Env::PORT.to_string()), ("PORT", "PORT".to_owned()));
    assert_eq!(DbEnv::PASSWORD.as_str(), "PASSWORD");
}
