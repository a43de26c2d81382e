use k8s_openapi::api::core::v1;

use super::arg::{Arg, IntoArg};
use super::text::VarRef;
use super::value::{EnvValue, IntoEnvValue};
use crate::few::Few;
use crate::value::EnvName;
use crate::volume::Volume;

/// One environment variable.
///
/// ```
/// use podwright::env::Var;
/// use podwright::env_name;
///
/// let var = Var::new(env_name!("PORT"), 8080);
/// assert_eq!(var.name().as_str(), "PORT");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Var {
    name: EnvName,
    value: Option<EnvValue>,
}

impl Var {
    /// A variable and its value; a value of `None` leaves the variable out.
    #[must_use]
    pub fn new(name: EnvName, value: impl IntoEnvValue) -> Self {
        Self { name, value: value.into_env_value() }
    }

    /// The name of the variable.
    #[must_use]
    pub fn name(&self) -> &EnvName {
        &self.name
    }
}

/// Environment variables in order, written [`vars!`](crate::vars).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vars {
    pub(crate) env: Vec<v1::EnvVar>,
    /// What the values refer to, with the place of the variable that does.
    pub(crate) references: Few<(usize, VarRef)>,
    pub(crate) volumes: Vec<Volume>,
    pub(crate) command: Option<Vec<Arg>>,
    pub(crate) args: Option<Vec<Arg>>,
}

impl Vars {
    /// No variables.
    #[must_use]
    pub const fn new() -> Self {
        Self { env: Vec::new(), references: Few::new(), volumes: Vec::new(), command: None, args: None }
    }

    /// How many variables there are, those of value `None` not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.env.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.env.is_empty()
    }

    /// The names of the variables, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.env.iter().map(|var| var.name.as_str())
    }

    #[doc(hidden)]
    #[must_use]
    pub fn with_capacity(variables: usize) -> Self {
        Self { env: Vec::with_capacity(variables), ..Self::new() }
    }

    #[doc(hidden)]
    pub fn push(&mut self, variable: VarRef, value: Option<EnvValue>) {
        if let Some(value) = value {
            self.add(variable.name().to_owned(), value);
        }
    }

    fn add(&mut self, name: String, value: EnvValue) {
        let place = self.env.len();
        self.env.push(value.content.into_var(name));
        for to in value.refs {
            self.references.push((place, to));
        }
        self.volumes.extend(value.volume);
    }

    #[doc(hidden)]
    pub fn push_arg(&mut self, arg: impl IntoArg) {
        self.args.get_or_insert_default().push(arg.into_arg());
    }

    #[doc(hidden)]
    pub fn push_command(&mut self, word: impl IntoArg) {
        self.command.get_or_insert_default().push(word.into_arg());
    }
}

/// How many variables there are at most in the tokens of a [`vars!`](crate::vars): each has one `=`.
#[doc(hidden)]
#[must_use]
pub const fn count_variables(tokens: &[&str]) -> usize {
    let (mut count, mut i) = (0, 0);
    while i < tokens.len() {
        if let [b'='] = tokens[i].as_bytes() {
            count += 1;
        }
        i += 1;
    }
    count
}

impl Extend<Var> for Vars {
    fn extend<I: IntoIterator<Item = Var>>(&mut self, vars: I) {
        for var in vars {
            if let Some(value) = var.value {
                self.add(var.name.into(), value);
            }
        }
    }
}

impl FromIterator<Var> for Vars {
    fn from_iter<I: IntoIterator<Item = Var>>(vars: I) -> Self {
        let mut all = Self::new();
        all.extend(vars);
        all
    }
}

/// What `env` takes: a variable, or a list of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an environment variable",
    label = "variables are written `vars! {{ NAME = value }}` or `Var::new(name, value)`"
)]
pub trait IntoEnv {
    #[doc(hidden)]
    fn into_vars(self) -> Vars;
}

impl IntoEnv for Vars {
    fn into_vars(self) -> Vars {
        self
    }
}

impl IntoEnv for Var {
    fn into_vars(self) -> Vars {
        Vars::from_iter([self])
    }
}

impl<T: IntoEnv> IntoEnv for Option<T> {
    fn into_vars(self) -> Vars {
        self.map(T::into_vars).unwrap_or_default()
    }
}
