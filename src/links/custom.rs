use k8s_openapi::serde_json::Value;

use super::reference::{ObjectName, Part};

/// What custom resources of a kind refer to, and what their controller makes of them.
///
/// A function of the object and the sink is one. [`Linker::custom`](super::Linker::custom) registers it.
///
/// ```
/// use k8s_openapi::serde_json::Value;
/// use podwright::links::{LinkSink, Linker, ObjectName};
///
/// let linker = Linker::new().custom("example.com", "Database", |object: &Value, found: &mut LinkSink| {
///     let name = object["metadata"]["name"].as_str().unwrap_or_default();
///     if let Some(secret) = object["spec"]["passwordSecret"].as_str() {
///         found.refers("spec.passwordSecret", ObjectName::new("", "Secret", None, secret));
///     }
///     found.provides("Service", name, None);
///     found.makes_pods([("database", name)]);
/// });
/// # let _ = linker;
/// ```
pub trait CustomLinks {
    /// Tells of an object what it refers to, provides and makes.
    fn links(&self, object: &Value, found: &mut LinkSink);
}

impl<F: Fn(&Value, &mut LinkSink)> CustomLinks for F {
    fn links(&self, object: &Value, found: &mut LinkSink) {
        self(object, found);
    }
}

/// What [`CustomLinks`] tells of an object.
#[derive(Clone, Debug, Default)]
pub struct LinkSink {
    pub(super) refers: Vec<CustomReference>,
    pub(super) provides: Vec<Provided>,
    pub(super) pods: Vec<Vec<(String, String)>>,
    pub(super) makes_anything: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Provided {
    pub(super) kind: Box<str>,
    pub(super) name: Box<str>,
    pub(super) keys: Option<Vec<Box<str>>>,
}

#[derive(Clone, Debug)]
pub(super) struct CustomReference {
    pub(super) field: Box<str>,
    pub(super) target: ObjectName,
    pub(super) part: Option<(Box<str>, Part)>,
    pub(super) is_optional: bool,
}

impl LinkSink {
    /// Adds a reference to an object. Without a namespace the target is in that of the custom resource.
    pub fn refers(&mut self, field: impl Into<String>, target: ObjectName) -> &mut Self {
        self.add(field.into(), target, None, false)
    }

    /// Adds a reference to a part of an object, which the field at `part_field` names.
    pub fn refers_to_part(
        &mut self,
        field: impl Into<String>,
        target: ObjectName,
        part_field: impl Into<String>,
        part: Part,
    ) -> &mut Self {
        self.add(field.into(), target, Some((part_field.into().into(), part)), false)
    }

    /// Adds a reference to an object that may be missing.
    pub fn refers_optionally(&mut self, field: impl Into<String>, target: ObjectName) -> &mut Self {
        self.add(field.into(), target, None, true)
    }

    fn add(
        &mut self,
        field: String,
        target: ObjectName,
        part: Option<(Box<str>, Part)>,
        is_optional: bool,
    ) -> &mut Self {
        self.refers.push(CustomReference { field: field.into(), target, part, is_optional });
        self
    }

    /// Adds an object that the controller makes, in the namespace of the custom resource. `keys` are those of a `ConfigMap` or
    /// `Secret`, if they are known.
    pub fn provides(&mut self, kind: &str, name: &str, keys: Option<&[&str]>) -> &mut Self {
        let keys = keys.map(|keys| keys.iter().map(|key| Box::from(*key)).collect());
        self.provides.push(Provided { kind: kind.into(), name: name.into(), keys });
        self
    }

    /// Adds pods that the controller makes, by their labels.
    pub fn makes_pods<K: Into<String>, V: Into<String>>(
        &mut self,
        labels: impl IntoIterator<Item = (K, V)>,
    ) -> &mut Self {
        self.pods.push(labels.into_iter().map(|(key, value)| (key.into(), value.into())).collect());
        self
    }

    /// Tells that the controller makes pods or objects of which no more is known.
    pub fn makes_anything(&mut self) -> &mut Self {
        self.makes_anything = true;
        self
    }
}
