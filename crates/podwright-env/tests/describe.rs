//! What a contract says about itself.

#![allow(missing_docs, reason = "contracts of a test")]

use podwright_env::{List, Requirement, Secret, contract, words};

words! {
    pub enum Level { Debug = "debug", Odd = "a\"b\\c$d`e\nf\rg\t\u{1} é|" }
}

contract! {
    /// The database.
    ///
    /// It is Postgres.
    #[derive(Debug)]
    #[doc = concat!("Version ", 16)]
    pub struct DbEnv {
        /// Password | secret.
        ///   Of the user.
        PASSWORD as password: Secret<String>,
        USERS as users: Option<List<String>>,
    }
}

/// A type without `Display`.
#[derive(Debug)]
pub struct Plain;

impl std::str::FromStr for Plain {
    type Err = &'static str;

    fn from_str(_: &str) -> Result<Self, Self::Err> {
        Ok(Self)
    }
}

contract! {
    pub struct Env {
        PORT as port: u16 = 8000 + 80,
        LEVEL as level: Level = Level::Odd,
        PLAIN as plain: Plain = Plain,
        URL as url: String = "https://a.example.com:80/b_c,d@e+f%20-".to_owned(),
        nested "DB_" as db: DbEnv,
    }
}

#[test]
fn each_variable_is_described() {
    let described = Env::describe();
    assert_eq!((described.name(), &*described.meaning()), ("Env", ""));
    let db = DbEnv::describe();
    assert_eq!((db.name(), &*db.meaning()), ("DbEnv", "The database. It is Postgres. Version 16"));
    let variables = described.variables();
    let rows: Vec<_> = variables
        .iter()
        .map(|it| (it.name(), it.type_name(), it.is_secret(), it.requirement().clone(), it.meaning()))
        .collect();
    let default = |text: &str| Requirement::Default(text.to_owned());
    assert_eq!(
        rows,
        [
            ("PORT", "u16", false, default("8080"), ""),
            ("LEVEL", "Level", false, default("a\"b\\c$d`e\nf\rg\t\u{1} é|"), ""),
            ("PLAIN", "Plain", false, default("Plain"), ""),
            ("URL", "String", false, default("https://a.example.com:80/b_c,d@e+f%20-"), ""),
            ("DB_PASSWORD", "Secret<String>", true, Requirement::Required, "Password | secret. Of the user."),
            ("DB_USERS", "List<String>", false, Requirement::Optional, ""),
        ]
    );
}

#[test]
fn a_table_a_dotenv_file_and_json_quote_what_is_special_there() {
    let described = Env::describe();
    assert_eq!(
        described.markdown(),
        "| variable | type | default | meaning |\n\
         | --- | --- | --- | --- |\n\
         | `PORT` | `u16` | `8080` |  |\n\
         | `LEVEL` | `Level` | `` a\"b\\c$d`e f g\t\u{1} é\\| `` |  |\n\
         | `PLAIN` | `Plain` | `Plain` |  |\n\
         | `URL` | `String` | `https://a.example.com:80/b_c,d@e+f%20-` |  |\n\
         | `DB_PASSWORD` | `Secret<String>` | required | Password \\| secret. Of the user. |\n\
         | `DB_USERS` | `List<String>` | none |  |\n"
    );
    assert_eq!(
        described.dotenv(),
        "# u16\n#PORT=8080\n\n\
         # Level\n#LEVEL=\"a\\\"b\\\\c\\$d\\`e\\nf\\rg\t\u{1} é|\"\n\n\
         # Plain\n#PLAIN=Plain\n\n\
         # String\n#URL=https://a.example.com:80/b_c,d@e+f%20-\n\n\
         # Password | secret. Of the user.\n# Secret<String>, required\nDB_PASSWORD=\n\n\
         # List<String>, optional\n#DB_USERS=\n"
    );
    let json = described.json();
    let level = r#"{"name":"LEVEL","type":"Level","secret":false,"required":false,"default":"a\"b\\c$d`e\nf\rg\t\u0001 é|","meaning":""}"#;
    assert!(json.contains(level), "{json}");
    let password = r#"{"name":"DB_PASSWORD","type":"Secret<String>","secret":true,"required":true,"meaning":"Password | secret. Of the user."}"#;
    assert!(json.contains(password), "{json}");
    let users = r#"{"name":"DB_USERS","type":"List<String>","secret":false,"required":false,"meaning":""}"#;
    assert!(json.contains(users), "{json}");
    assert!(
        json.starts_with(&format!("{{\"contract\":\"Env\",\"fingerprint\":\"{}\"", described.fingerprint()))
    );
}

#[test]
fn a_fingerprint_is_that_of_names_types_and_requirements() {
    mod one {
        podwright_env::contract! { pub(super) struct Env { A as a: u16, B as b: Option<String> } }
    }
    mod moved {
        podwright_env::contract! { /** With words. */ pub(super) struct Other { B as c: Option<String>, /** Here. */ A as d: u16 } }
    }
    mod renamed {
        podwright_env::contract! { pub(super) struct Env { A as a: u16, C as b: Option<String> } }
    }
    mod retyped {
        podwright_env::contract! { pub(super) struct Env { A as a: u32, B as b: Option<String> } }
    }
    mod required {
        podwright_env::contract! { pub(super) struct Env { A as a: u16, B as b: String } }
    }
    let one = one::Env::describe().fingerprint();
    assert_eq!(one.len(), 16);
    assert_eq!(one, moved::Other::describe().fingerprint());
    let others = [renamed::Env::describe(), retyped::Env::describe(), required::Env::describe()]
        .map(podwright_env::Description::fingerprint);
    assert!(!others.contains(&one) && others[0] != others[1] && others[1] != others[2], "{one} {others:?}");
}
