use std::fmt;

use podwright::manifest::Object;
use serde_json::Value;

use crate::json;

/// An object of a cluster: its version, kind, namespace and name.
///
/// ```
/// use podwright_kube::ObjectRef;
///
/// let web = ObjectRef::new("apps/v1", "Deployment", "web").in_namespace("shop");
/// assert_eq!(web.to_string(), r#"Deployment "shop/web""#);
/// assert_eq!((web.group(), web.version()), ("apps", "v1"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectRef {
    api_version: String,
    kind: String,
    namespace: Option<String>,
    name: String,
}

impl ObjectRef {
    /// Names an object that is in no namespace.
    #[must_use]
    pub fn new(api_version: impl Into<String>, kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self { api_version: api_version.into(), kind: kind.into(), namespace: None, name: name.into() }
    }

    /// Sets the namespace.
    #[must_use]
    pub fn in_namespace(mut self, namespace: impl Into<String>) -> Self {
        self.namespace = Some(namespace.into());
        self
    }

    /// Returns the group and version: `v1`, `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// Returns the group, which is empty for the core group: `apps` of `apps/v1`.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Returns the version: `v1` of `apps/v1`.
    #[must_use]
    pub fn version(&self) -> &str {
        self.api_version.split_once('/').map_or(&self.api_version, |(_, version)| version)
    }

    /// Returns the kind: `Deployment`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the namespace, if the object is in one.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads what identifies a recorded object.
    pub(crate) fn of_value(object: &Value) -> Self {
        let text = |path| json::text(object, path).unwrap_or_default().to_owned();
        Self {
            api_version: text("/apiVersion"),
            kind: text("/kind"),
            namespace: json::text(object, "/metadata/namespace").map(ToOwned::to_owned),
            name: text("/metadata/name"),
        }
    }

    /// Names an object of a manifest as it is written there.
    pub(crate) fn of_object(object: &Object) -> Self {
        let name = match (object.name(), object.generate_name()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(prefix)) => format!("{prefix}*"),
            (None, None) => String::new(),
        };
        Self {
            api_version: object.api_version().to_owned(),
            kind: object.kind().to_owned(),
            namespace: object.namespace().map(ToOwned::to_owned),
            name,
        }
    }

    pub(crate) fn renamed(&self, name: String) -> Self {
        Self { name, ..self.clone() }
    }

    pub(crate) fn is(&self, group: &str, kind: &str) -> bool {
        self.group() == group && self.kind == kind
    }

    /// Tells whether the kind is Kubernetes' own. Groups with a dot may be anybody's, `k8s.io` too.
    pub(crate) fn is_of_kubernetes(&self) -> bool {
        !self.group().contains('.')
    }

    /// Tells whether both name the same object, by whatever version.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.is(other.group(), &other.kind) && self.namespace == other.namespace && self.name == other.name
    }
}

impl fmt::Display for ObjectRef {
    /// Writes the kind, the namespace and the name: `Deployment "shop/web"`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} \"{namespace}/{}\"", self.kind, self.name),
            None => write!(f, "{} {:?}", self.kind, self.name),
        }
    }
}
