use k8s_openapi::api::core::v1;

use crate::env::VarRef;

/// A reference that `text!` made, and where it stands in its container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    pub(crate) site: Site,
    pub(crate) to: VarRef,
}

/// A text of a container, by its index in the list that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    Env(usize),
    Command(usize),
    Arg(usize),
    Mount(usize),
}

impl Site {
    /// The text that stands there now.
    pub(crate) fn text(self, container: &v1::Container) -> Option<&str> {
        match self {
            Self::Env(index) => container.env.as_ref()?.get(index)?.value.as_deref(),
            Self::Command(index) => container.command.as_ref()?.get(index).map(String::as_str),
            Self::Arg(index) => container.args.as_ref()?.get(index).map(String::as_str),
            Self::Mount(index) => container.volume_mounts.as_ref()?.get(index)?.sub_path_expr.as_deref(),
        }
    }

    /// Its path below the container.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Env(index) => format!("env[{index}].value"),
            Self::Command(index) => format!("command[{index}]"),
            Self::Arg(index) => format!("args[{index}]"),
            Self::Mount(index) => format!("volumeMounts[{index}].subPathExpr"),
        }
    }
}

/// Why a reference would not be replaced.
pub(crate) enum Unresolved {
    /// The container declares no such variable, or only after the value that refers to it.
    Undeclared,
    /// The variable may be absent.
    Optional,
}

impl Reference {
    /// Values of variables see those before them, all else sees the whole environment.
    pub(crate) fn check(self, container: &v1::Container) -> Result<(), Unresolved> {
        let replaced_by_hand = !self.site.text(container).is_some_and(|text| mentions(text, self.to.name()));
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

/// Whether `$(NAME)` stands in the text.
fn mentions(text: &str, name: &str) -> bool {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('$') {
        let reference = after.strip_prefix('(').and_then(|after| after.strip_prefix(name));
        if reference.is_some_and(|after| after.starts_with(')')) {
            return true;
        }
        rest = after;
    }
    false
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
