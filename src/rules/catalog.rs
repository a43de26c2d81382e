//! Every rule there is, with its stable id and a sentence of documentation.

use std::fmt;

/// A rule: its stable id and what it demands.
///
/// ```
/// use podwright::rules::RULES;
///
/// let rule = RULES.iter().find(|rule| rule.id() == "container-name-duplicate").unwrap();
/// assert_eq!(rule.demands(), "Containers and init containers of a pod have different names.");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    id: &'static str,
    demands: &'static str,
}

impl Rule {
    /// The id, in kebab case; it stays the same from version to version of this crate.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What the rule demands: one sentence.
    #[must_use]
    pub const fn demands(&self) -> &'static str {
        self.demands
    }
}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! catalog {
    ($($NAME:ident $id:literal $demands:literal)*) => {
        $(#[doc = $demands] pub(crate) static $NAME: Rule = Rule { id: $id, demands: $demands };)*

        /// Every rule, by the area of the pod that it judges.
        pub static RULES: &[Rule] = &[$(Rule { id: $id, demands: $demands }),*];
    };
}

catalog! {
    METADATA_NAME_REQUIRED "metadata-name-required" "An object has a name or a generateName."
    CONTAINERS_REQUIRED "containers-required" "A pod has at least one container."
    CONTAINER_NAME_DUPLICATE "container-name-duplicate" "Containers and init containers of a pod have different names."

    // What only the builder knows.
    ENV_REFERENCE_UNRESOLVED "env-reference-unresolved" "A text refers to variables that its container declares before it, and that are always set."
    SHARED_VOLUME_SOURCE_REQUIRED "shared-volume-source-required" "A shared volume has a source: its own, or one that the pod provides."

    // What create accepts and server-side apply refuses.
    APPLY_ENV_NAME_DUPLICATE "apply-env-name-duplicate" "A container sets each environment variable once: server-side apply merges the list by name."
    APPLY_PORT_DUPLICATE "apply-port-duplicate" "A container declares each (containerPort, protocol) once: server-side apply merges the list by both."
    APPLY_HOST_ALIAS_DUPLICATE "apply-host-alias-duplicate" "Each IP stands in one host alias: server-side apply merges the list by ip."
    APPLY_PULL_SECRET_DUPLICATE "apply-pull-secret-duplicate" "Each image pull secret is named once: server-side apply merges the list by name."
}
