use std::fmt;

/// The number of characters of a value that an error shows.
const SHOWN: usize = 80;

/// Everything that is wrong with the environment of a service.
///
/// `Display` writes a line for each problem. No line has anything of a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct EnvErrors {
    problems: Vec<EnvProblem>,
}

impl EnvErrors {
    pub(crate) fn new(problems: Vec<EnvProblem>) -> Self {
        Self { problems }
    }

    /// Returns the problems, in the order of the contract.
    #[must_use]
    pub fn problems(&self) -> &[EnvProblem] {
        &self.problems
    }
}

impl fmt::Display for EnvErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [problem] = &*self.problems {
            return fmt::Display::fmt(problem, f);
        }
        write!(f, "{} problems with the environment", self.problems.len())?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl fmt::Debug for EnvErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for EnvErrors {}

/// What is wrong with a variable.
///
/// ```
/// use podwright_env::{EnvProblemKind, contract};
///
/// contract! { pub struct Env { PORT as port: u16 } }
///
/// let error = Env::from_vars([("PORT", "")]).map(drop).unwrap_err();
/// let problem = &error.problems()[0];
/// assert_eq!((problem.variable(), problem.kind()), ("PORT", EnvProblemKind::Malformed));
/// assert_eq!(problem.to_string(), "PORT=\"\" is not a u16: cannot parse integer from empty string");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EnvProblem {
    variable: String,
    kind: EnvProblemKind,
    type_name: &'static str,
    /// The value, unless it is a secret.
    value: Option<String>,
    reason: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EnvProblemKind {
    /// The variable has no default, and is not set.
    Missing,
    /// The value is not of the type of the variable.
    Malformed,
    /// The value is not UTF-8.
    NotUnicode,
    /// The variable is given twice. Only `from_vars` reports that.
    Twice,
}

impl EnvProblem {
    pub(crate) fn new(variable: String, kind: EnvProblemKind, type_name: &'static str) -> Self {
        Self { variable, kind, type_name, value: None, reason: String::new() }
    }

    pub(crate) fn malformed(
        variable: String,
        type_name: &'static str,
        value: Option<&str>,
        reason: &str,
    ) -> Self {
        Self {
            variable,
            kind: EnvProblemKind::Malformed,
            type_name,
            value: value.map(cut),
            reason: cut(reason),
        }
    }

    /// Returns the name of the variable.
    #[must_use]
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Returns the kind of the problem.
    #[must_use]
    pub fn kind(&self) -> EnvProblemKind {
        self.kind
    }

    /// Returns the name of the type that the value should have, as the contract writes it.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }
}

/// Returns a text of at most [`SHOWN`] characters.
fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}..", &text[..end]),
        None => text.to_owned(),
    }
}

impl fmt::Display for EnvProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (variable, expected) = (&self.variable, self.type_name);
        let article = if expected.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" };
        match self.kind {
            EnvProblemKind::Missing => write!(f, "{variable} is not set: it is {article} {expected}"),
            EnvProblemKind::NotUnicode => {
                write!(f, "{variable} is not UTF-8, so it is not {article} {expected}")
            }
            EnvProblemKind::Twice => write!(f, "{variable} is given twice"),
            EnvProblemKind::Malformed => {
                f.write_str(variable)?;
                if let Some(value) = &self.value {
                    write!(f, "={value:?}")?;
                }
                write!(f, " is not {article} {expected}: {}", self.reason)
            }
        }
    }
}

impl fmt::Debug for EnvProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
