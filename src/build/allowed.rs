use super::cargo::Cargo;
use crate::manifest::ToManifest;
use crate::rules::{ADVICE, Rule, WARNINGS};

/// The ids of the warnings and the advice that a build script does not show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Allowed(Vec<Box<str>>);

impl Allowed {
    pub(crate) fn add(&mut self, rule: &str) {
        self.0.push(rule.into());
    }

    pub(crate) fn contains(&self, rule: &str) -> bool {
        self.0.iter().any(|allowed| **allowed == *rule)
    }
}

impl Cargo<'_> {
    /// Shows the warnings and the advice for each object, without those that are allowed.
    pub(super) fn warnings<M: ToManifest + ?Sized>(&mut self, objects: &M, allowed: &Allowed) {
        self.unknown(allowed, &[]);
        objects.each_warning(&mut |subject, warning| {
            if !allowed.contains(warning.rule()) {
                self.warning_once(format!("{subject}: {warning} [{}]", warning.rule()));
            }
        });
    }

    /// Reports ids that no warning, no advice and no further rule has.
    pub(super) fn unknown(&mut self, allowed: &Allowed, further: &[Rule]) {
        let ids = || WARNINGS.iter().chain(ADVICE).chain(further).map(Rule::id);
        for unknown in allowed.0.iter().filter(|allowed| !ids().any(|id| *id == ***allowed)) {
            self.error(format_args!(
                "no warning and no advice has the id {unknown:?}, which is to be allowed"
            ));
        }
    }
}
