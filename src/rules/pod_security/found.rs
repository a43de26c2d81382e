use super::subject::Place;
use super::wording;

/// What a check says of a pod that it does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Forbidden {
    pub(super) reason: &'static str,
    pub(super) detail: String,
    /// The paths of the offending fields, at least one.
    pub(super) fields: Vec<String>,
}

/// The answer of a check: nothing where it allows the pod.
pub(super) type Answer = Option<Forbidden>;

/// Who sets an offending field, and which.
#[derive(Debug, Default)]
pub(super) struct Found<'p> {
    pub(super) pod: bool,
    pub(super) containers: Vec<&'p str>,
    pub(super) fields: Vec<String>,
}

impl<'p> Found<'p> {
    /// Notes that the pod sets a field.
    pub(super) fn pod(&mut self, field: &str) {
        self.pod = true;
        self.fields.push(Place::Spec.field(field));
    }

    /// Notes that a container sets a field.
    pub(super) fn container(&mut self, name: &'p str, place: Place, field: &str) {
        self.containers.push(name);
        self.fields.push(place.field(field));
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.pod && self.containers.is_empty()
    }

    /// `pod`, `container "a"`, or `pod and containers "a", "b"`.
    pub(super) fn setters(&self) -> String {
        let mut setters = Vec::new();
        if self.pod {
            setters.push("pod".to_owned());
        }
        if !self.containers.is_empty() {
            setters.push(wording::containers(&self.containers));
        }
        setters.join(" and ")
    }

    /// Forbids what was found, if anything was.
    pub(super) fn forbid(self, reason: &'static str, detail: impl FnOnce(&str) -> String) -> Answer {
        if self.is_empty() {
            return None;
        }
        Some(Forbidden { reason, detail: detail(&self.setters()), fields: self.fields })
    }
}
