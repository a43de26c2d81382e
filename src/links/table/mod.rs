//! The table of references: where a field refers to what, and what happens in a cluster if that is missing.
//!
//! One walker reads the rows that name objects. Functions beside it read the others: selectors, ports, texts.

mod configuration;
#[cfg(test)]
mod each_row;
mod network;
mod pod;
#[cfg(test)]
mod special;

pub(super) use configuration::CONFIGURATION;
pub(super) use network::NETWORK;
pub(super) use pod::POD;

/// A group and a kind.
pub(super) type Kind = (&'static str, &'static str);

/// A field that refers to an object by its name.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) on: On,
    /// The path of the map that has the fields below.
    pub(super) base: &'static str,
    /// The field of the name, below the base. Empty if the base is the name itself.
    pub(super) name: &'static str,
    pub(super) target: To,
    pub(super) place: Where,
    pub(super) part: Asks,
    /// The field that makes the reference optional if it is `true`, or if it is the word behind the `=`.
    pub(super) optional: &'static str,
    pub(super) class: Class,
    /// What happens if the target is missing.
    pub(super) effect: &'static str,
}

/// What a path begins at.
#[derive(Clone, Copy, Debug)]
pub(super) enum On {
    /// The spec of a pod or of a template.
    PodSpec,
    /// The spec of a claim or of a template of claims.
    ClaimSpec,
    /// The objects of these kinds.
    Kinds(&'static [Kind]),
    /// All objects.
    Any,
}

/// The kind that a field refers to.
#[derive(Clone, Copy, Debug)]
pub(super) enum To {
    Kind(Kind),
    /// Fields tell the group and the kind. Without them it is the default.
    Fields {
        group: &'static str,
        kind: &'static str,
        default: Kind,
    },
}

/// The namespace that the target is looked for in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Where {
    /// That of the object that refers.
    Same,
    /// The target has none.
    Cluster,
    /// A field names it. Defaults to that of the object that refers.
    Named(&'static str),
    /// The name has the namespace before a slash.
    Slash,
}

/// The part of the target that a field asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asks {
    Nothing,
    /// A key that becomes a variable. It is in `data`, not in `binaryData`.
    VariableKey(&'static str),
    /// A key that becomes a file.
    FileKey(&'static str),
    /// The key of this name, whatever the fields say.
    KeyNamed(&'static str),
    /// A port of a service, by the first of these fields that is there. Then the default, if it is not zero.
    Port(&'static [&'static str], u16),
    /// A listener of a gateway by its name, and one by its port.
    Listener {
        name: &'static str,
        port: &'static str,
    },
}

/// What a missing target says about a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A complete set has it.
    Required,
    /// A complete set may lack it: a note.
    Noted,
    /// The cluster, a node or a person provides it.
    Outside,
}

impl Row {
    const fn on(on: On, base: &'static str, name: &'static str, target: Kind) -> Self {
        Self {
            on,
            base,
            name,
            target: To::Kind(target),
            place: Where::Same,
            part: Asks::Nothing,
            optional: "",
            class: Class::Required,
            effect: "",
        }
    }

    const fn pod(base: &'static str, name: &'static str, target: Kind) -> Self {
        Self::on(On::PodSpec, base, name, target)
    }

    const fn of(kinds: &'static [Kind], base: &'static str, name: &'static str, target: Kind) -> Self {
        Self::on(On::Kinds(kinds), base, name, target)
    }

    const fn kind_by(mut self, group: &'static str, kind: &'static str) -> Self {
        if let To::Kind(default) = self.target {
            self.target = To::Fields { group, kind, default };
        }
        self
    }

    const fn at(mut self, place: Where) -> Self {
        self.place = place;
        self
    }

    const fn asks(mut self, part: Asks) -> Self {
        self.part = part;
        self
    }

    const fn optional(mut self, field: &'static str) -> Self {
        self.optional = field;
        self
    }

    const fn class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }

    const fn effect(mut self, effect: &'static str) -> Self {
        self.effect = effect;
        self
    }
}

/// A reference that a function of its own reads.
#[cfg(test)]
#[derive(Debug)]
pub(super) struct Special {
    pub(super) kinds: &'static str,
    pub(super) field: &'static str,
    pub(super) target: &'static str,
    pub(super) part: &'static str,
    /// What a complete set is told about a missing one.
    pub(super) report: &'static str,
    pub(super) effect: &'static str,
}

pub(super) const CONFIG_MAP: Kind = ("", "ConfigMap");
pub(super) const SECRET: Kind = ("", "Secret");
pub(super) const SERVICE: Kind = ("", "Service");
pub(super) const CLAIM: Kind = ("", "PersistentVolumeClaim");
pub(super) const ACCOUNT: Kind = ("", "ServiceAccount");
pub(super) const RBAC: &str = "rbac.authorization.k8s.io";
pub(super) const RESOURCE: &str = "resource.k8s.io";
pub(super) const SCHEDULING: &str = "scheduling.k8s.io";
pub(super) const STORAGE: &str = "storage.k8s.io";
pub(super) const GATEWAY: &str = "gateway.networking.k8s.io";
pub(super) const CERTIFICATES: &str = "cert-manager.io";

/// Returns the rows that name objects.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    POD.iter().chain(CONFIGURATION).chain(NETWORK)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::path::Path;
    use std::{env, fs};

    use super::special::SPECIAL;
    use super::*;
    use crate::links::catalog::LINKS;

    fn kinds(on: On) -> String {
        match on {
            On::PodSpec => "pod, or template of a workload".to_owned(),
            On::ClaimSpec => "claim, or template of claims".to_owned(),
            On::Any => "any".to_owned(),
            On::Kinds(kinds) => {
                kinds.iter().map(|(_, kind)| format!("`{kind}`")).collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn field(row: &Row) -> String {
        [row.base, row.name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
    }

    fn target(row: &Row) -> String {
        match row.target {
            To::Kind((_, kind)) => format!("`{kind}`"),
            To::Fields { kind, default: (_, default), .. } if !default.is_empty() => {
                format!("by `{kind}`, or `{default}`")
            }
            To::Fields { kind, .. } => format!("by `{kind}`"),
        }
    }

    fn place(row: &Row) -> String {
        match row.place {
            Where::Same => "same namespace".to_owned(),
            Where::Cluster => "cluster".to_owned(),
            Where::Named(field) => format!("`{field}`"),
            Where::Slash => "`namespace/name`".to_owned(),
        }
    }

    fn part(row: &Row) -> String {
        match row.part {
            Asks::Nothing => String::new(),
            Asks::VariableKey(field) => format!("`{field}` in `data`"),
            Asks::FileKey(field) => format!("`{field}`"),
            Asks::KeyNamed(key) => format!("key `{key}`"),
            Asks::Port(fields, 0) => {
                fields.iter().map(|field| format!("`{field}`")).collect::<Vec<_>>().join(", ")
            }
            Asks::Port(fields, default) => format!("`{}`, or {default}", fields.join("`, `")),
            Asks::Listener { name, port } => format!("`{name}`, `{port}`"),
        }
    }

    fn references() -> String {
        let mut page =
            "| kinds | field | target | where | part | missing in a complete set | in a cluster |\n\
             | --- | --- | --- | --- | --- | --- | --- |\n"
                .to_owned();
        for row in rows() {
            let report = match row.class {
                Class::Required if row.optional.is_empty() => "violation".to_owned(),
                Class::Required => format!("violation, unless `{}`", row.optional),
                Class::Noted => "note".to_owned(),
                Class::Outside => "not reported".to_owned(),
            };
            let cells = [
                &kinds(row.on),
                &format!("`{}`", field(row)),
                &target(row),
                &place(row),
                &part(row),
                &report,
                row.effect,
            ];
            writeln!(page, "| {} |", cells.join(" | ")).unwrap();
        }
        for row in SPECIAL {
            let cells = [row.kinds, row.field, row.target, "", row.part, row.report, row.effect];
            writeln!(page, "| {} |", cells.join(" | ")).unwrap();
        }
        page
    }

    fn findings() -> String {
        let mut page = "| id | what it demands |\n| --- | --- |\n".to_owned();
        for rule in LINKS {
            writeln!(page, "| `{}` | {} |", rule.id(), rule.demands()).unwrap();
        }
        page
    }

    #[test]
    fn the_pages_are_the_tables() {
        for (name, page) in [("REFERENCES.md", references()), ("FINDINGS.md", findings())] {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/links").join(name);
            if env::var_os("PODWRIGHT_BLESS").is_some() {
                fs::write(path, page).unwrap();
                continue;
            }
            let committed = fs::read_to_string(path).unwrap();
            let command = "PODWRIGHT_BLESS=1 cargo test -p podwright --lib --features latest,lint links";
            assert!(committed == page, "{name} has changed: `{command}` writes it anew");
        }
    }

    #[test]
    fn each_row_says_what_happens() {
        for row in rows() {
            assert!(!row.effect.is_empty(), "{row:?}");
            assert!(!row.base.is_empty() || !row.name.is_empty(), "{row:?}");
        }
    }
}
