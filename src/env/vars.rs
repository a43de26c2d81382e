use std::collections::BTreeMap;
use std::sync::Arc;

use k8s_openapi::api::core::v1;

use super::arg::{Arg, IntoArg};
use super::value::{EnvValue, IntoEnvValue};
use crate::expansion::VarRef;
use crate::few::Few;
use crate::value::link::{Contract, Link};
use crate::value::{EnvName, ParseErrors};
use crate::volume::Volume;

/// An environment variable.
///
/// ```
/// use podwright::env::Var;
/// use podwright::env_name;
///
/// let var = Var::new(env_name!("PORT"), 8080);
/// assert_eq!(var.name().as_str(), "PORT");
/// assert_eq!(var, Var::from((env_name!("PORT"), "8080")));
/// ```
#[doc(alias = "EnvVar")]
#[derive(Clone, Debug, PartialEq)]
pub struct Var {
    name: EnvName,
    value: Option<EnvValue>,
}

impl Var {
    /// Creates a variable. A value of `None` leaves the variable out of the container.
    #[doc(alias = "valueFrom")]
    #[must_use]
    pub fn new(name: EnvName, value: impl IntoEnvValue) -> Self {
        Self { name, value: value.into_env_value() }
    }

    /// Returns the name of the variable.
    #[must_use]
    #[inline]
    pub fn name(&self) -> &EnvName {
        &self.name
    }
}

impl<V: IntoEnvValue> From<(EnvName, V)> for Var {
    fn from((name, value): (EnvName, V)) -> Self {
        Self::new(name, value)
    }
}

/// Environment variables in order. [`vars!`](crate::vars) writes them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vars {
    pub(crate) env: Vec<v1::EnvVar>,
    /// The variables to which values refer, with the index of the variable that does.
    pub(crate) references: Few<(usize, VarRef)>,
    pub(crate) volumes: Vec<Volume>,
    /// What is known of the objects that values name, with the index of the variable.
    pub(crate) links: Few<(usize, Box<Link>)>,
    pub(crate) contracts: Few<Arc<Contract>>,
    pub(crate) command: Option<Vec<Arg>>,
    pub(crate) args: Vec<Arg>,
}

impl Vars {
    /// Creates an empty list of variables.
    #[must_use]
    #[inline]
    pub const fn new() -> Self {
        Self {
            env: Vec::new(),
            references: Few::new(),
            volumes: Vec::new(),
            links: Few::new(),
            contracts: Few::new(),
            command: None,
            args: Vec::new(),
        }
    }

    /// Returns the number of variables. Those of value `None` do not count.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.env.len()
    }

    /// Returns whether there are no variables.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.env.is_empty()
    }

    /// Returns the names of the variables, in order.
    #[inline]
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.env.iter().map(|var| var.name.as_str())
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub fn with_capacity(variables: usize) -> Self {
        Self { env: Vec::with_capacity(variables), ..Self::new() }
    }

    #[doc(hidden)]
    #[inline]
    pub fn push(&mut self, variable: VarRef, value: Option<EnvValue>) {
        if let Some(value) = value {
            self.add(variable.name().to_owned(), value);
        }
    }

    #[inline]
    fn push_var(&mut self, var: Var) {
        if let Some(value) = var.value {
            self.add(var.name.into(), value);
        }
    }

    #[inline]
    pub(super) fn add(&mut self, name: String, value: EnvValue) {
        let place = self.env.len();
        self.env.push(value.content.into_var(name));
        for to in value.refs {
            self.references.push((place, to));
        }
        self.volumes.extend(value.volume);
        if let Some(link) = value.link {
            self.links.push((place, link));
        }
    }

    /// Adds all variables, arguments and volumes of another list.
    #[inline]
    fn append(&mut self, mut other: Self) {
        if self.env.is_empty() && self.args.is_empty() && self.command.is_none() {
            *self = other;
            return;
        }
        let offset = self.env.len();
        self.env.append(&mut other.env);
        self.references.extend(other.references.into_iter().map(|(place, to)| (offset + place, to)));
        self.volumes.append(&mut other.volumes);
        self.links.extend(other.links.into_iter().map(|(place, link)| (offset + place, link)));
        self.contracts.extend(other.contracts);
        self.args.append(&mut other.args);
        if other.command.is_some() {
            self.command = other.command;
        }
    }

    #[doc(hidden)]
    pub fn push_arg(&mut self, arg: impl IntoArg) {
        self.args.push(arg.into_arg());
    }

    #[doc(hidden)]
    pub fn push_command(&mut self, word: impl IntoArg) {
        self.command.get_or_insert_default().push(word.into_arg());
    }
}

impl Extend<Var> for Vars {
    fn extend<I: IntoIterator<Item = Var>>(&mut self, vars: I) {
        vars.into_iter().for_each(|var| self.push_var(var));
    }
}

impl FromIterator<Var> for Vars {
    fn from_iter<I: IntoIterator<Item = Var>>(vars: I) -> Self {
        let mut all = Self::new();
        all.extend(vars);
        all
    }
}

/// Parses the names of variables from plain text, such as the map of a custom resource. Each value is a literal: it arrives in
/// the container exactly as it stands in the map.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use podwright::env::Vars;
/// use podwright::field;
///
/// let env = BTreeMap::from([("LOG_LEVEL", "debug"), ("LOG=FILE", "x")].map(|(k, v)| (k.to_owned(), v.to_owned())));
/// let error = field::<Vars>("spec.env", &env).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "1 invalid value\n  \
///      spec.env[LOG=FILE]: \"LOG=FILE\": the name of an environment variable holds no '=' (byte 3, '=')"
/// );
/// ```
impl TryFrom<BTreeMap<String, String>> for Vars {
    type Error = ParseErrors;

    /// # Errors
    ///
    /// If names break their grammar; each error names the key.
    #[inline]
    fn try_from(env: BTreeMap<String, String>) -> Result<Self, ParseErrors> {
        let (mut vars, mut errors) = (Self::with_capacity(env.len()), Vec::new());
        for (name, value) in env {
            match EnvName::try_from(name) {
                Ok(name) => vars.push_var(Var::new(name, value)),
                Err(error) => {
                    let key = format!("[{}]", error.text());
                    errors.push(error.in_field(&key));
                }
            }
        }
        if errors.is_empty() { Ok(vars) } else { Err(ParseErrors::new(errors)) }
    }
}

/// The variables that `env` of a container takes.
///
/// - A [`vars!`](crate::vars) block.
/// - One [`Var`].
/// - A list of [`IntoVars`]: an array, a `Vec`, an `Option`, a map, or any other iterator. An item is a `Var`, or a
///   pair of a parsed name and a value.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use podwright::prelude::*;
///
/// // What a custom resource may hold.
/// let extra = BTreeMap::from([(String::from("LOG_LEVEL"), String::from("debug"))]);
/// let extra: Vars = field("spec.env", extra)?;
///
/// let proxy: Option<&str> = None;
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { PORT = 8080 })
///     .env(Var::new(env_name!("HOST"), "localhost"))
///     .env(proxy.map(|proxy| Var::new(env_name!("HTTP_PROXY"), proxy)))
///     .env(extra);
/// let names = v1::Container::from(web).env.unwrap().into_iter().map(|var| var.name);
/// assert!(names.eq(["PORT", "HOST", "LOG_LEVEL"]));
/// # Ok::<(), ParseErrors>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an environment variable",
    label = "variables are written `vars! {{ NAME = value }}` or `Var::new(name, value)`",
    note = "a list of variables holds `Var`s, or pairs of a name and a value: `(name.parse::<EnvName>()?, value)`",
    note = "a map of texts is parsed first: `field::<Vars>(\"spec.env\", &map)?`"
)]
pub trait IntoEnv: sealed::Env {
    #[doc(hidden)]
    fn into_env(self) -> Vars;
}

impl sealed::Env for Vars {}

#[diagnostic::do_not_recommend]
impl IntoEnv for Vars {
    #[inline]
    fn into_env(self) -> Vars {
        self
    }
}

impl sealed::Env for Var {}

#[diagnostic::do_not_recommend]
impl IntoEnv for Var {
    #[inline]
    fn into_env(self) -> Vars {
        Vars::from_iter([self])
    }
}

impl<I: IntoIterator<Item: IntoVars>> sealed::Env for I {}

#[diagnostic::do_not_recommend]
impl<I: IntoIterator<Item: IntoVars>> IntoEnv for I {
    fn into_env(self) -> Vars {
        let items = self.into_iter();
        let mut vars = Vars::with_capacity(items.size_hint().0);
        items.for_each(|item| item.add_to(&mut vars));
        vars
    }
}

/// An item of a list of variables: a [`Var`], a pair of a name and a value, [`Vars`], or an `Option` of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an environment variable",
    label = "a list of variables holds `Var`s, or pairs of a name and a value",
    note = "a name is parsed first: `(name.parse::<EnvName>()?, value)`"
)]
pub trait IntoVars: sealed::Item {
    #[doc(hidden)]
    fn add_to(self, vars: &mut Vars);
}

impl sealed::Item for Var {}

impl IntoVars for Var {
    #[inline]
    fn add_to(self, vars: &mut Vars) {
        vars.push_var(self);
    }
}

impl<V: IntoEnvValue> sealed::Item for (EnvName, V) {}

impl<V: IntoEnvValue> IntoVars for (EnvName, V) {
    fn add_to(self, vars: &mut Vars) {
        vars.push_var(self.into());
    }
}

impl<V: IntoEnvValue> sealed::Item for (&EnvName, V) {}

impl<V: IntoEnvValue> IntoVars for (&EnvName, V) {
    fn add_to(self, vars: &mut Vars) {
        let (name, value) = self;
        if let Some(value) = value.into_env_value() {
            vars.add(name.as_str().to_owned(), value);
        }
    }
}

impl sealed::Item for Vars {}

impl IntoVars for Vars {
    #[inline]
    fn add_to(self, vars: &mut Vars) {
        vars.append(self);
    }
}

impl<T: IntoVars> sealed::Item for Option<T> {}

impl<T: IntoVars> IntoVars for Option<T> {
    fn add_to(self, vars: &mut Vars) {
        if let Some(item) = self {
            item.add_to(vars);
        }
    }
}

pub(super) mod sealed {
    pub trait Env {}
    pub trait Item {}
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{IntoEnv, Var, Vars};
    use crate::value::EnvName;
    use crate::{env_name, external_var, text};

    fn written(env: impl IntoEnv) -> Vec<(String, Option<String>)> {
        env.into_env().env.into_iter().map(|var| (var.name, var.value)).collect()
    }

    #[test]
    fn one_variable_or_any_list_of_them() {
        let (a, b) = (env_name!("A"), env_name!("B"));
        let both = [("A", "1"), ("B", "2")].map(|(name, value)| (name.to_owned(), Some(value.to_owned())));
        let vars = || [Var::new(a.clone(), 1), Var::new(b.clone(), 2)];
        let map: BTreeMap<EnvName, String> = [(b.clone(), "2".into()), (a.clone(), "1".into())].into();
        assert_eq!(written(Var::new(a.clone(), 1)), both[..1]);
        assert_eq!(written(vars()), both);
        assert_eq!(written(vars().to_vec()), both);
        assert_eq!(written(Vars::from_iter(vars())), both);
        assert_eq!(written(vars().map(Some)), both);
        assert_eq!(written(Some(vars().into_iter().collect::<Vars>())), both);
        assert_eq!(written([(a.clone(), "1"), (b.clone(), "2")]), both);
        assert_eq!(written(&map), both);
        assert_eq!(written(map), both);
        assert_eq!(written([(a.clone(), Some(1)), (b, None)]), both[..1]);
        assert_eq!(written(None::<Var>), []);
    }

    #[test]
    fn lists_of_lists_keep_their_references_and_arguments() {
        let port =
            crate::vars! { PORT = 8080, URL = text!["http://localhost:", PORT]; args ["--port", PORT] };
        let host =
            crate::vars! { HOST = text![external_var!(NODE)]; command ["serve"], args ["--host", HOST] };
        let vars = [port, host].into_env();
        assert_eq!(vars.names().collect::<Vec<_>>(), ["PORT", "URL", "HOST"]);
        let places: Vec<_> = vars.references.iter().map(|(place, to)| (*place, to.name())).collect();
        assert_eq!(places, [(1, "PORT"), (2, "NODE")]);
        let texts = |words: &[super::Arg]| words.iter().map(|word| word.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&vars.args), ["--port", "$(PORT)", "--host", "$(HOST)"]);
        assert_eq!(vars.command.as_deref().map(texts).unwrap(), ["serve"]);
    }
}
