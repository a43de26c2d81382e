use std::sync::Arc;

use k8s_openapi::api::core::v1;

use super::arg::{Arg, IntoArg};
use super::text::VarRef;
use super::value::{Content, EnvValue, IntoEnvValue};
use crate::value::EnvName;

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
    list: Vec<Var>,
    command: Option<Vec<Arg>>,
    args: Option<Vec<Arg>>,
}

impl Vars {
    /// No variables.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new(), command: None, args: None }
    }

    /// How many variables there are, those of value `None` not counted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.iter().filter(|var| var.value.is_some()).count()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The names of the variables, in order.
    pub fn names(&self) -> impl Iterator<Item = &EnvName> {
        self.list.iter().filter(|var| var.value.is_some()).map(Var::name)
    }

    #[doc(hidden)]
    pub fn push(&mut self, variable: VarRef, value: Option<EnvValue>) {
        self.list.push(Var { name: variable.env_name(), value });
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

impl Extend<Var> for Vars {
    fn extend<I: IntoIterator<Item = Var>>(&mut self, vars: I) {
        self.list.extend(vars);
    }
}

impl FromIterator<Var> for Vars {
    fn from_iter<I: IntoIterator<Item = Var>>(vars: I) -> Self {
        Self { list: vars.into_iter().collect(), ..Self::new() }
    }
}

/// What `env` takes: a variable, or a list of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an environment variable",
    label = "variables are written `vars! {{ NAME = value }}` or `Var::new(name, value)`"
)]
pub trait IsEnv {
    #[doc(hidden)]
    fn into_vars(self) -> Vars;
}

impl IsEnv for Vars {
    fn into_vars(self) -> Vars {
        self
    }
}

impl IsEnv for Var {
    fn into_vars(self) -> Vars {
        Vars { list: vec![self], ..Vars::new() }
    }
}

impl<T: IsEnv> IsEnv for Option<T> {
    fn into_vars(self) -> Vars {
        self.map(T::into_vars).unwrap_or_default()
    }
}

/// What a list of variables becomes in a container.
pub(crate) struct VarParts {
    pub(crate) var: v1::EnvVar,
    pub(crate) refs: Vec<VarRef>,
    pub(crate) volume: Option<Arc<v1::Volume>>,
}

impl Vars {
    pub(crate) fn into_parts(
        self,
    ) -> (impl ExactSizeIterator<Item = Option<VarParts>>, Option<Vec<Arg>>, Option<Vec<Arg>>) {
        (self.list.into_iter().map(Var::into_parts), self.command, self.args)
    }
}

impl Var {
    pub(crate) fn into_parts(self) -> Option<VarParts> {
        let EnvValue { content, refs, volume } = self.value?;
        let (value, value_from) = match content {
            Content::Text(text) => (Some(text), None),
            Content::Source(source) => (None, Some(*source)),
        };
        Some(VarParts { var: v1::EnvVar { name: self.name.into(), value, value_from }, refs, volume })
    }
}
