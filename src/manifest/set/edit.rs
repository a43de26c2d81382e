//! Objects of a manifest, changed by hand.

use std::error::Error;
use std::fmt;

use k8s_openapi::Metadata;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::serde_json::{self, Value};
use serde::Serialize;

use super::super::content::TypeWithRules;
use super::super::error::WriteError;
use super::super::identity::Identity;
use super::super::key_order::Ordered;
use super::super::object::Object;
use super::{DuplicateObject, Manifest, key};
use crate::rules::{KubeVersion, Valid, Validate, Violations};

/// The most objects that a message lists.
const LISTED: usize = 8;

impl Manifest {
    /// Changes an object by hand, and validates it again: one that somebody else wrote, for example.
    ///
    /// The type says the kind: `v1::Service`, `apps::v1::Deployment`. The name is that of the object, or `namespace/name`. The
    /// object keeps its place, and is written with everything that it had and that the change does not touch. It is validated
    /// for the version for which it was validated before, or for the enabled one.
    ///
    /// ```
    /// use k8s_openapi::api::apps::v1 as apps;
    /// use podwright::manifest::Manifest;
    /// use podwright::prelude::*;
    ///
    /// let web = PodTemplate::builder().main(Container::new(name!("web"), image!("nginx:1.27")));
    /// let mut vendored = Manifest::of([Deployment::new(name!("web"), web).build()?])?;
    /// vendored.edit("web", |web: &mut apps::Deployment| web.spec.replicas = Some(3))?;
    /// assert!(podwright::to_yaml(&vendored)?.contains("replicas: 3"));
    ///
    /// let error = vendored.edit("wed", |_: &mut apps::Deployment| ()).unwrap_err();
    /// assert_eq!(error.to_string(), r#"the manifest has no Deployment "wed"; it has Deployment "web""#);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the manifest does not have exactly one object of this kind and name, if the changed object breaks rules, or if
    /// the change gives it the name of another object. The manifest does not change then.
    pub fn edit<T>(&mut self, name: &str, change: impl FnOnce(&mut T)) -> Result<&mut Self, EditError>
    where
        T: Validate + Metadata<Ty = ObjectMeta> + Serialize + Clone + fmt::Debug + Send + Sync + 'static,
    {
        let (rank, at) = self.find::<T>(name)?;
        let Some(slot) = self.by_rank.get_mut(&rank).and_then(|objects| objects.get_mut(at)) else {
            return Err(EditError::absent::<T>(self, name));
        };
        let edited = edited(slot, change)?;
        let (before, after) = (key(slot.identity()), key(edited.identity()));
        if before != after {
            if let Some(after) = &after
                && let Some(api_version) = self.known.get(after)
            {
                let earlier = Identity { api_version: api_version.clone(), ..edited.identity().clone() };
                return Err(DuplicateObject::new(earlier, edited.identity().clone()).into());
            }
            before.map(|before| self.known.remove(&before));
            after.map(|after| self.known.insert(after, edited.identity().api_version.clone()));
        }
        *slot = edited;
        Ok(self)
    }

    /// Returns where the only object of a type and a name stands.
    fn find<T: TypeWithRules>(&self, name: &str) -> Result<(u8, usize), EditError> {
        let mut found = self
            .places()
            .filter(|(_, object)| object.downcast_ref::<T>().is_some() && is_named(object, name));
        match (found.next(), found.next()) {
            (Some((place, _)), None) => Ok(place),
            (None, _) => Err(EditError::absent::<T>(self, name)),
            (Some((_, first)), Some((_, second))) => Err(EditError::ambiguous(name, first, second)),
        }
    }

    fn places(&self) -> impl Iterator<Item = ((u8, usize), &Object)> {
        let ranks = self.by_rank.iter();
        ranks.flat_map(|(rank, objects)| objects.iter().enumerate().map(|(at, object)| ((*rank, at), object)))
    }
}

/// Returns whether the name is that of an object: `web`, or `shop/web`.
fn is_named(object: &Object, name: &str) -> bool {
    match name.split_once('/') {
        Some((namespace, name)) => object.namespace() == Some(namespace) && object.name() == Some(name),
        None => object.name() == Some(name),
    }
}

/// Returns the object with a change. What its type does not hold, and what the change does not touch, is written as before.
fn edited<T: TypeWithRules>(object: &Object, change: impl FnOnce(&mut T)) -> Result<Object, EditError> {
    let Some(typed) = object.downcast_ref::<T>() else {
        return Err(WriteError::value(format!("{object} is no {}", T::KIND)).into());
    };
    let mut changed = typed.clone();
    change(&mut changed);
    let written = written(object, typed, &changed)?;
    let version = object.content().version().unwrap_or(KubeVersion::ENABLED);
    let valid = Valid::new_for(changed, version)?.sharing(object.carried().cloned());
    Ok(match written {
        Some(written) => Object::written_as(Identity::of(&*valid), valid, written),
        None => valid.into(),
    })
}

/// Returns what is written of an object with a change, if it is more than its type holds.
fn written(
    object: &Object,
    before: &impl Serialize,
    after: &impl Serialize,
) -> Result<Option<Ordered>, WriteError> {
    if !object.content().is_written_apart() {
        return Ok(None);
    }
    let (Some(order), mut value) = (object.key_order(), object.to_value()?) else { return Ok(None) };
    take_over(&value_of(before)?, &value_of(after)?, &mut value);
    Ok(Some(Ordered { value, order }))
}

fn value_of(object: &impl Serialize) -> Result<Value, WriteError> {
    serde_json::to_value(object).map_err(|error| WriteError::value(error.to_string()))
}

/// Makes what differs between two values the same in what is written.
fn take_over(before: &Value, after: &Value, written: &mut Value) {
    if before == after {
        return;
    }
    match (before, after, written) {
        (Value::Object(before), Value::Object(after), Value::Object(written)) => {
            written.retain(|key, _| !before.contains_key(key) || after.contains_key(key));
            for (key, after) in after {
                match (before.get(key), written.get_mut(key)) {
                    (Some(before), Some(written)) => take_over(before, after, written),
                    (Some(before), None) if before == after => {}
                    _ => drop(written.insert(key.clone(), after.clone())),
                }
            }
        }
        (Value::Array(before), Value::Array(after), Value::Array(written))
            if before.len() == after.len() && before.len() == written.len() =>
        {
            for ((before, after), written) in before.iter().zip(after).zip(written) {
                take_over(before, after, written);
            }
        }
        (_, after, written) => after.clone_into(written),
    }
}

/// The error of [`Manifest::edit`]: there is no such object, or the changed one cannot be taken.
///
/// `Debug` prints the same as `Display`.
pub struct EditError(Box<Reason>);

enum Reason {
    Object(String),
    Invalid(Violations),
    Duplicate(DuplicateObject),
    Write(WriteError),
}

impl EditError {
    /// Returns the rules that the changed object breaks.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match &*self.0 {
            Reason::Invalid(violations) => Some(violations),
            Reason::Object(_) | Reason::Duplicate(_) | Reason::Write(_) => None,
        }
    }

    fn absent<T: TypeWithRules>(manifest: &Manifest, name: &str) -> Self {
        let kind = T::KIND;
        let mut there = manifest.iter().filter(|object| object.downcast_ref::<T>().is_some());
        let listed: Vec<_> = there.by_ref().take(LISTED).map(ToString::to_string).collect();
        let more = match there.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let has = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") + &more };
        Self(Box::new(Reason::Object(format!("the manifest has no {kind} {name:?}; it has {has}"))))
    }

    fn ambiguous(name: &str, first: &Object, second: &Object) -> Self {
        let message = format!("{name:?} is the name of {first} and of {second}; write namespace/name");
        Self(Box::new(Reason::Object(message)))
    }
}

impl From<Violations> for EditError {
    fn from(violations: Violations) -> Self {
        Self(Box::new(Reason::Invalid(violations)))
    }
}

impl From<DuplicateObject> for EditError {
    fn from(error: DuplicateObject) -> Self {
        Self(Box::new(Reason::Duplicate(error)))
    }
}

impl From<WriteError> for EditError {
    fn from(error: WriteError) -> Self {
        Self(Box::new(Reason::Write(error)))
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Reason::Object(message) => f.write_str(message),
            Reason::Invalid(violations) => fmt::Display::fmt(violations, f),
            Reason::Duplicate(error) => fmt::Display::fmt(error, f),
            Reason::Write(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl fmt::Debug for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for EditError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.0 {
            Reason::Object(_) => None,
            Reason::Invalid(violations) => violations.source(),
            Reason::Duplicate(error) => error.source(),
            Reason::Write(error) => error.source(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::take_over;

    #[test]
    fn what_a_change_does_not_touch_is_written_as_before() {
        let before = json!({ "a": 1, "gone": 1, "list": [{ "x": 1 }, { "x": 2 }], "same": "1" });
        let after = json!({ "a": 2, "new": 1, "list": [{ "x": 1 }, { "x": 3 }], "same": "1" });
        let mut written = json!({ "a": 1, "gone": 1, "list": [{ "x": 1, "later": 1 }, { "x": 2, "later": 2 }], "same": 1, "null": null });
        take_over(&before, &after, &mut written);
        assert_eq!(
            written,
            json!({ "a": 2, "new": 1, "list": [{ "x": 1, "later": 1 }, { "x": 3, "later": 2 }], "same": 1, "null": null })
        );
    }

    #[test]
    fn lists_of_another_length_are_those_after_the_change() {
        let mut written = json!([{ "x": 1, "later": 1 }]);
        take_over(&json!([{ "x": 1 }]), &json!([]), &mut written);
        assert_eq!(written, Value::Array(Vec::new()));
    }
}
