use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::str::FromStr;

use crate::error::{EnvErrors, EnvProblem, EnvProblemKind};
use crate::secret::SecretError;

/// Where the values of variables come from.
pub(crate) enum Source {
    /// The environment of the process.
    Process,
    Pairs(BTreeMap<OsString, OsString>),
}

/// A type that a variable can have: one that implements `FromStr`.
#[diagnostic::on_unimplemented(
    message = "a variable cannot be of type `{Self}`",
    label = "the type does not implement `FromStr`",
    note = "a list is a `List<..>`, an enum of words is declared by `words!`"
)]
pub trait ReadsText: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// If the text is none.
    fn read(text: &str) -> Result<Self, String>;
}

#[diagnostic::do_not_recommend]
impl<T: FromStr<Err: fmt::Display>> ReadsText for T {
    fn read(text: &str) -> Result<Self, String> {
        text.parse().map_err(|error: T::Err| error.to_string())
    }
}

/// Reads the variables of a contract, and collects what is wrong with them.
#[derive(Debug)]
pub struct Reader<'a> {
    source: &'a Source,
    prefix: String,
    problems: Vec<EnvProblem>,
}

impl fmt::Debug for Source {
    /// Shows no values: some are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Process => "Process",
            Self::Pairs(_) => "Pairs(..)",
        })
    }
}

/// Reads a contract from pairs of names and values.
pub(crate) fn read_pairs<T>(
    pairs: impl IntoIterator<Item = (OsString, OsString)>,
    read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
) -> Result<T, EnvErrors> {
    let (mut all, mut twice) = (BTreeMap::new(), Vec::new());
    for (name, value) in pairs {
        let shown = name.to_string_lossy().into_owned();
        if all.insert(name, value).is_some() {
            twice.push(EnvProblem::new(shown, EnvProblemKind::Twice, ""));
        }
    }
    read_from(&Source::Pairs(all), twice, read)
}

/// Reads a contract, after some problems.
pub(crate) fn read_from<T>(
    source: &Source,
    problems: Vec<EnvProblem>,
    read: impl FnOnce(&mut Reader<'_>) -> Option<T>,
) -> Result<T, EnvErrors> {
    let mut reader = Reader { source, prefix: String::new(), problems };
    match read(&mut reader) {
        Some(value) if reader.problems.is_empty() => Ok(value),
        _ => Err(EnvErrors::new(reader.problems)),
    }
}

/// Tells whether a type is a secret or holds one, also under another name and in a list, whose errors quote an item.
fn holds_secret<T>() -> bool {
    std::any::type_name::<T>().contains(concat!(env!("CARGO_CRATE_NAME"), "::secret::Secret<"))
}

impl Reader<'_> {
    fn name(&self, variable: &str) -> String {
        format!("{}{variable}", self.prefix)
    }

    /// Reads a variable that may be unset. `None` stands for a problem, which is noted.
    #[doc(hidden)]
    pub fn optional<T: ReadsText>(
        &mut self,
        variable: &str,
        type_name: &'static str,
        is_secret: bool,
    ) -> Option<Option<T>> {
        let name = self.name(variable);
        let value = match self.source {
            Source::Process => std::env::var_os(&name),
            Source::Pairs(pairs) => pairs.get(OsStr::new(&name)).cloned(),
        };
        let Some(value) = value else { return Some(None) };
        let Some(text) = value.to_str() else {
            self.problems.push(EnvProblem::new(name, EnvProblemKind::NotUnicode, type_name));
            return None;
        };
        match T::read(text) {
            Ok(value) => Some(Some(value)),
            Err(error) => {
                let is_secret = is_secret || holds_secret::<T>();
                let shown = (!is_secret).then_some(text);
                let reason = if is_secret { SecretError::new().to_string() } else { error };
                self.problems.push(EnvProblem::malformed(name, type_name, shown, &reason));
                None
            }
        }
    }

    /// Reads a variable that must be set. `None` stands for a problem, which is noted.
    #[doc(hidden)]
    pub fn required<T: ReadsText>(
        &mut self,
        variable: &str,
        type_name: &'static str,
        is_secret: bool,
    ) -> Option<T> {
        let value = self.optional(variable, type_name, is_secret)?;
        if value.is_none() {
            let name = self.name(variable);
            self.problems.push(EnvProblem::new(name, EnvProblemKind::Missing, type_name));
        }
        value
    }

    /// Reads a contract whose variables have a prefix.
    #[doc(hidden)]
    pub fn nested<T>(&mut self, prefix: &str, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let outer = self.name(prefix);
        let outer = std::mem::replace(&mut self.prefix, outer);
        let value = read(self);
        self.prefix = outer;
        value
    }
}
