//! Values that are not shown: those of Secrets, and bytes.

use k8s_openapi::serde_json::{Map, Value};

use super::change::{Content, PathStep};
use super::order::below;
use crate::masked::{LAST_APPLIED, Within, is_text_of_secret, may_hold_values, without_values};

/// Which values of an object are not shown.
pub(super) struct Hidden {
    is_config_map: bool,
    is_secret_list: bool,
    /// How many steps lead to the Secret in which the walk is.
    secret: Option<usize>,
}

impl Hidden {
    /// Returns what is not shown of two sides of an object, of which either may be a Secret.
    pub(super) fn of(sides: [&Value; 2]) -> Self {
        let is = |name: &str| sides.iter().any(|side| side.get("kind").and_then(Value::as_str) == Some(name));
        let secret = is("Secret").then_some(0);
        Self { is_config_map: is("ConfigMap"), is_secret_list: is("SecretList"), secret }
    }

    /// Enters a map, which may be a Secret within another object. Returns what [`leave`](Self::leave) takes.
    pub(super) fn enter(&mut self, steps: &[PathStep], sides: [&Map<String, Value>; 2]) -> Option<usize> {
        let is_secret =
            |fields: &&Map<String, Value>| fields.get("kind").and_then(Value::as_str) == Some("Secret");
        let outer = self.secret;
        if sides.iter().any(is_secret) {
            self.secret.get_or_insert(steps.len());
        }
        outer
    }

    /// Leaves the map that was entered.
    pub(super) fn leave(&mut self, outer: Option<usize>) {
        self.secret = outer;
    }

    /// Returns the steps below the Secret in which the walk is.
    fn in_secret<'s>(&self, steps: &'s [PathStep]) -> Option<&'s [PathStep]> {
        steps.get(self.secret?..)
    }

    /// Tells whether the steps lead to a map whose values are not shown as they are, or not shown together.
    pub(super) fn has_values(&self, steps: &[PathStep]) -> bool {
        match self.in_secret(steps) {
            Some(steps) => {
                ends_at(steps, "metadata.annotations") || (steps.len() == 1 && may_be_values(steps))
            }
            None => self.is_config_map && (ends_at(steps, "data") || ends_at(steps, "binaryData")),
        }
    }

    /// Returns what stands at the steps.
    pub(super) fn content(&self, steps: &[PathStep], sides: [Option<&Value>; 2]) -> Content {
        let of_secret = self.in_secret(steps);
        let is_copy = steps.iter().any(|step| matches!(step, PathStep::Key(key) if **key == *LAST_APPLIED));
        let has_secret = || sides.into_iter().flatten().any(is_text_of_secret);
        let is_in_item = self.is_secret_list && below(steps, "items").is_some_and(|steps| !steps.is_empty());
        let is_hidden_copy = || is_copy && (of_secret.is_some() || has_secret());
        if of_secret.is_some_and(may_be_values) || is_in_item || is_hidden_copy() {
            Content::Hidden
        } else if self.is_config_map && below(steps, "binaryData").is_some() {
            Content::Binary
        } else {
            Content::Plain
        }
    }

    /// Returns what stands at the steps, without the values of the Secrets in it.
    pub(super) fn shown(&self, steps: &[PathStep], value: &Value) -> Value {
        let within = match self.in_secret(steps) {
            Some(_) => Within::Metadata,
            None if self.is_secret_list && below(steps, "items").is_some() => Within::SecretList,
            None => Within::Any,
        };
        without_values(value, within)
    }
}

fn ends_at(steps: &[PathStep], path: &str) -> bool {
    below(steps, path).is_some_and(<[_]>::is_empty)
}

/// Tells whether the steps within a Secret lead to values.
fn may_be_values(steps: &[PathStep]) -> bool {
    matches!(steps, [PathStep::Field(name) | PathStep::Key(name), ..] if may_hold_values(name))
}
