use k8s_openapi::api::core::v1;

use crate::env::VarRef;

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

    /// Returns the path of the place, from the container on.
    pub(crate) fn path(self) -> String {
        match self {
            Self::Env(index) => format!("env[{index}].value"),
            Self::Command(index) => format!("command[{index}]"),
            Self::Arg(index) => format!("args[{index}]"),
            Self::Mount(index) => format!("volumeMounts[{index}].subPathExpr"),
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

/// Returns whether `$(NAME)` stands in the text.
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
