use std::fmt::Write;

/// What a contract says about its variables.
///
/// The function `describe()` of a contract returns it.
///
/// ```
/// use podwright_env::{Secret, contract};
///
/// contract! {
///     /// The environment of the web server.
///     pub struct WebEnv {
///         /// Port to listen on.
///         PORT as port: u16 = 8080,
///         DB_PASSWORD as db_password: Secret<String>,
///     }
/// }
///
/// let described = WebEnv::describe();
/// assert_eq!(
///     described.markdown(),
///     "| variable | type | default | meaning |\n\
///      | --- | --- | --- | --- |\n\
///      | `PORT` | `u16` | `8080` | Port to listen on. |\n\
///      | `DB_PASSWORD` | `Secret<String>` | required |  |\n"
/// );
/// assert_eq!(described.dotenv(), "# Port to listen on.\n# u16\n#PORT=8080\n\n# Secret<String>, required\nDB_PASSWORD=\n");
/// ```
#[derive(Debug)]
pub struct Description {
    name: &'static str,
    docs: &'static [&'static str],
    pub(crate) entries: &'static [Entry],
}

/// A variable, or a nested contract.
#[doc(hidden)]
#[derive(Debug)]
pub enum Entry {
    Variable(OwnVariable),
    Nested { prefix: &'static str, of: &'static Description },
}

/// A variable without the prefix of the contract around it.
#[doc(hidden)]
#[derive(Debug)]
pub struct OwnVariable {
    pub name: &'static str,
    pub type_name: &'static str,
    pub is_secret: bool,
    pub need: Need,
    pub docs: &'static [&'static str],
}

#[doc(hidden)]
#[derive(Debug)]
pub enum Need {
    Required,
    /// A function that returns the default as the text of a variable.
    Default(fn() -> String),
    Optional,
}

/// A variable of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    name: String,
    type_name: &'static str,
    is_secret: bool,
    requirement: Requirement,
    meaning: String,
}

/// What a service does without a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Requirement {
    /// It does not start.
    Required,
    /// It takes this value.
    Default(String),
    /// It goes on without a value.
    Optional,
}

impl Variable {
    /// Returns the name in the environment, with the prefixes of contracts around it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the type, as the contract writes it: `u16`, `Secret<String>`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }

    /// Tells whether the value is a secret.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// Returns what the service does without the variable.
    #[must_use]
    pub fn requirement(&self) -> &Requirement {
        &self.requirement
    }

    /// Returns the documentation, in one line.
    #[must_use]
    pub fn meaning(&self) -> &str {
        &self.meaning
    }
}

impl Description {
    #[doc(hidden)]
    #[must_use]
    pub const fn new(name: &'static str, docs: &'static [&'static str], entries: &'static [Entry]) -> Self {
        Self { name, docs, entries }
    }

    /// Returns the name of the type.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Returns the documentation of the type, in one line.
    #[must_use]
    pub fn meaning(&self) -> String {
        one_line(self.docs)
    }

    /// Returns the variables, in the order of the contract. Those of a nested contract stand in its place.
    #[must_use]
    pub fn variables(&self) -> Vec<Variable> {
        let mut all = Vec::new();
        self.collect("", &mut all);
        all
    }

    fn collect(&self, prefix: &str, all: &mut Vec<Variable>) {
        for entry in self.entries {
            match entry {
                Entry::Nested { prefix: inner, of } => of.collect(&format!("{prefix}{inner}"), all),
                Entry::Variable(own) => all.push(Variable {
                    name: format!("{prefix}{}", own.name),
                    type_name: own.type_name,
                    is_secret: own.is_secret,
                    requirement: match own.need {
                        Need::Required => Requirement::Required,
                        Need::Default(text) => Requirement::Default(text()),
                        Need::Optional => Requirement::Optional,
                    },
                    meaning: one_line(own.docs),
                }),
            }
        }
    }

    /// Returns a table of the variables in Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut table = String::from("| variable | type | default | meaning |\n| --- | --- | --- | --- |\n");
        for variable in self.variables() {
            let default = match &variable.requirement {
                Requirement::Required => "required".to_owned(),
                Requirement::Default(text) => code(text),
                Requirement::Optional => "none".to_owned(),
            };
            let cells = [code(&variable.name), code(variable.type_name), default, in_cell(&variable.meaning)];
            table.push_str("| ");
            table.push_str(&cells.join(" | "));
            table.push_str(" |\n");
        }
        table
    }

    /// Returns the contract as JSON, one variable a line. What CI compares is [`fingerprint`](Self::fingerprint) or this.
    ///
    /// ```
    /// use podwright_env::contract;
    ///
    /// contract! { pub struct Env { PORT as port: u16 = 8080 } }
    ///
    /// assert_eq!(
    ///     Env::describe().json(),
    ///     "{\"contract\":\"Env\",\"fingerprint\":\"9598b4bbe0a4cb84\",\"variables\":[\n  \
    ///      {\"name\":\"PORT\",\"type\":\"u16\",\"secret\":false,\"required\":false,\"default\":\"8080\",\"meaning\":\"\"}\n]}\n"
    /// );
    /// ```
    #[must_use]
    pub fn json(&self) -> String {
        let mut json = String::from("{\"contract\":");
        push_json(&mut json, self.name);
        json.push_str(",\"fingerprint\":");
        push_json(&mut json, &self.fingerprint());
        json.push_str(",\"variables\":[");
        for (index, variable) in self.variables().iter().enumerate() {
            json.push_str(if index == 0 { "\n  " } else { ",\n  " });
            variable.push_json(variable.type_name, &mut json);
            json.push_str(",\"meaning\":");
            push_json(&mut json, &variable.meaning);
            json.push('}');
        }
        json.push_str("\n]}\n");
        json
    }

    /// Returns a template of a `.env` file: what is required stands there without a value, everything else as a comment.
    #[must_use]
    pub fn dotenv(&self) -> String {
        let mut file = String::new();
        for variable in self.variables() {
            if !file.is_empty() {
                file.push('\n');
            }
            if !variable.meaning.is_empty() {
                file.push_str("# ");
                file.push_str(&variable.meaning);
                file.push('\n');
            }
            file.push_str("# ");
            file.push_str(variable.type_name);
            let (note, mark, value) = match &variable.requirement {
                Requirement::Required => (", required", "", ""),
                Requirement::Default(text) => ("", "#", &**text),
                Requirement::Optional => (", optional", "#", ""),
            };
            file.push_str(note);
            file.push('\n');
            file.push_str(mark);
            file.push_str(&variable.name);
            file.push('=');
            file.push_str(&in_dotenv(value));
            file.push('\n');
        }
        file
    }

    /// Returns 16 hexadecimal digits that change when a name, a type, a default or a requirement of a variable changes. A type is
    /// compared as the contract writes it, and a default as the text that it displays. The order of the variables, their
    /// documentation, the words of an enum, the names of the fields and that of the contract do not matter, nor do the version of
    /// this crate, the machine and the build.
    ///
    /// The image and the manifest agree if both were built with the same fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut lines: Vec<String> = self
            .variables()
            .iter()
            .map(|variable| {
                // Compilers differ in where they put spaces between the tokens of a type.
                let type_name: String = variable.type_name.split_whitespace().collect();
                let mut line = String::new();
                variable.push_json(&type_name, &mut line);
                line
            })
            .collect();
        lines.sort_unstable();
        // FNV-1a: it has to tell contracts apart, not to resist anyone.
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let hash = lines.join("\n").bytes().fold(0xcbf2_9ce4_8422_2325, step);
        format!("{hash:016x}")
    }
}

impl Variable {
    /// Writes all but the documentation, and leaves the object open.
    fn push_json(&self, type_name: &str, json: &mut String) {
        json.push_str("{\"name\":");
        push_json(json, &self.name);
        json.push_str(",\"type\":");
        push_json(json, type_name);
        json.push_str(if self.is_secret { ",\"secret\":true" } else { ",\"secret\":false" });
        match &self.requirement {
            Requirement::Required => json.push_str(",\"required\":true"),
            Requirement::Optional => json.push_str(",\"required\":false"),
            Requirement::Default(text) => {
                json.push_str(",\"required\":false,\"default\":");
                push_json(json, text);
            }
        }
    }
}

fn one_line(docs: &[&str]) -> String {
    docs.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn in_cell(text: &str) -> String {
    text.replace('|', "\\|").replace(['\n', '\r'], " ")
}

/// Returns a text as code in a cell. Code that has a backtick stands between two.
fn code(text: &str) -> String {
    let text = in_cell(text);
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Returns a value as it stands in a `.env` file: in quotes, if it has more than the usual characters.
fn in_dotenv(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,@+%".contains(c);
    if value.chars().all(is_plain) {
        return value.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' | '$' | '`' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            _ => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn push_json(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            c if c < ' ' => {
                // Writing to a String does not fail.
                let _ = write!(json, "\\u{:04x}", u32::from(c));
            }
            c => json.push(c),
        }
    }
    json.push('"');
}
