use k8s_openapi::api::core::v1;

use super::syntax::names;
use super::text::VarRef;

/// A reference of a `text!`, and its place in the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) site: Site,
    pub(crate) to: VarRef,
}

/// The place of a text in a container: an index of the list that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    Env(usize),
    Command(usize),
    Arg(usize),
    Mount(usize),
}

impl Site {
    /// Returns the text that stands there now.
    pub(crate) fn text(self, container: &v1::Container) -> Option<&str> {
        match self {
            Self::Env(index) => container.env.as_ref()?.get(index)?.value.as_deref(),
            Self::Command(index) => container.command.as_ref()?.get(index).map(String::as_str),
            Self::Arg(index) => container.args.as_ref()?.get(index).map(String::as_str),
            Self::Mount(index) => container.volume_mounts.as_ref()?.get(index)?.sub_path_expr.as_deref(),
        }
    }

    /// Returns the list, the index, and the field of the item that holds the text.
    pub(crate) fn place(self) -> (&'static str, usize, Option<&'static str>) {
        match self {
            Self::Env(index) => ("env", index, Some("value")),
            Self::Command(index) => ("command", index, None),
            Self::Arg(index) => ("args", index, None),
            Self::Mount(index) => ("volumeMounts", index, Some("subPathExpr")),
        }
    }
}

/// Why the kubelet would not replace a reference.
pub(crate) enum Unresolved {
    /// The container does not declare the variable, or only after the value that refers to it.
    Undeclared,
    /// The variable may be absent.
    Optional,
}

impl Reference {
    /// Checks that the kubelet replaces the reference.
    ///
    /// The value of a variable sees the variables before it. All other texts see the whole environment.
    pub(crate) fn check(self, container: &v1::Container) -> Result<(), Unresolved> {
        let replaced_by_hand =
            !self.site.text(container).is_some_and(|text| names(text).any(|name| name == self.to.name()));
        if self.to.is_external() || replaced_by_hand {
            return Ok(());
        }
        let env = container.env.as_deref().unwrap_or_default();
        let visible = match self.site {
            Site::Env(index) => &env[..index.min(env.len())],
            Site::Command(_) | Site::Arg(_) | Site::Mount(_) => env,
        };
        match visible.iter().rev().find(|var| var.name == self.to.name()) {
            None => Err(Unresolved::Undeclared),
            Some(var) if is_optional(var) => Err(Unresolved::Optional),
            Some(_) => Ok(()),
        }
    }
}

fn is_optional(var: &v1::EnvVar) -> bool {
    let Some(source) = &var.value_from else { return false };
    let config_map = source.config_map_key_ref.as_ref().and_then(|key| key.optional);
    let secret = source.secret_key_ref.as_ref().and_then(|key| key.optional);
    #[allow(unused_mut, reason = "Kubernetes 1.33 has no file keys")]
    let mut optional = config_map.or(secret);
    k8s_openapi::k8s_if_ge_1_34! {
        optional = optional.or(source.file_key_ref.as_ref().and_then(|key| key.optional));
    }
    optional.unwrap_or(false)
}
