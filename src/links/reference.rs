use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// What a set of objects identifies an object by: the group and kind, the namespace and the name.
///
/// `Display` writes it as [`Object`](crate::manifest::Object) does: `ConfigMap "shop/web-config"`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName {
    pub(super) group: Box<str>,
    pub(super) kind: Box<str>,
    pub(super) namespace: Option<Box<str>>,
    pub(super) name: Box<str>,
}

impl ObjectName {
    /// Creates the name of an object. The group is empty for the core group.
    ///
    /// ```
    /// use podwright::links::ObjectName;
    ///
    /// let name = ObjectName::new("apps", "Deployment", Some("shop"), "web");
    /// assert_eq!(name.to_string(), r#"Deployment "shop/web""#);
    /// ```
    #[must_use]
    pub fn new(group: &str, kind: &str, namespace: Option<&str>, name: &str) -> Self {
        Self {
            group: group.into(),
            kind: kind.into(),
            namespace: namespace.filter(|namespace| !namespace.is_empty()).map(Box::from),
            name: name.into(),
        }
    }

    /// Returns the group: `apps`, or nothing for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// Returns the kind: `ConfigMap`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the namespace, if the object names one.
    #[must_use]
    pub fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// Returns the name. If the API server is to make it, this is its start and a `*`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => {
                write!(f, "{} {:?}", self.kind, format_args!("{namespace}/{}", self.name).to_string())
            }
            None => write!(f, "{} {:?}", self.kind, self.name),
        }
    }
}

/// An object of the set: its name, and its index, because several objects may have one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Member {
    name: Arc<ObjectName>,
    index: usize,
}

impl Member {
    pub(super) fn new(name: ObjectName, index: usize) -> Self {
        Self { name: Arc::new(name), index }
    }

    pub(super) fn shared(&self) -> &Arc<ObjectName> {
        &self.name
    }

    pub(super) fn index(&self) -> usize {
        self.index
    }
}

impl Deref for Member {
    type Target = ObjectName;

    fn deref(&self) -> &ObjectName {
        &self.name
    }
}

impl fmt::Display for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.name.fmt(f)
    }
}

/// What a reference leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// An object, by its name.
    Object(ObjectName),
    /// The objects that a selector selects: their kind, the selector as text, and those that are in the set. At most 1,000
    /// objects are listed.
    Selected {
        /// `Pod`, or `Service` for a `ServiceMonitor`.
        kind: Box<str>,
        /// The selector, as `kubectl` takes it: `app=web,tier in (a, b)`.
        selector: Box<str>,
        /// The objects that have the labels: pods, or the workloads that make them.
        objects: Arc<[Arc<ObjectName>]>,
    },
    /// A part of the object itself: a container, a port, a variable.
    Itself,
}

/// The part of an object that a reference asks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Part {
    /// A key of a `ConfigMap` or `Secret`.
    Key(Box<str>),
    /// A port, by name or by number.
    Port(Box<str>),
    /// A container.
    Container(Box<str>),
    /// A listener of a `Gateway`.
    Listener(Box<str>),
    /// A request of a container, or of a claim of devices.
    Request(Box<str>),
    /// A version of a custom resource.
    Version(Box<str>),
    /// A variable of a container.
    Variable(Box<str>),
    /// A label of a pod.
    Label(Box<str>),
}

/// What has become of a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The target exists, with the part.
    Resolved(ResolvedBy),
    /// The target or the part is not in the set.
    Dangling(Missing),
    /// The set cannot tell.
    Unknown(Reason),
}

impl Outcome {
    /// Tells whether the target exists, with the part.
    #[must_use]
    pub const fn is_resolved(&self) -> bool {
        matches!(self, Self::Resolved(_))
    }

    /// Tells whether the target or the part is not in the set.
    #[must_use]
    pub const fn is_dangling(&self) -> bool {
        matches!(self, Self::Dangling(_))
    }
}

/// Who provides the target of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResolvedBy {
    /// The object is in the set.
    Object,
    /// Another object of the set makes it: the secret of a certificate, the claim of a `StatefulSet`.
    Provider,
    /// Every cluster has it: the service account `default`.
    Cluster,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// The object.
    Object,
    /// The object, but one of its kind and name is in this namespace.
    Namespace(Box<str>),
    /// The key, port, container or other part of an object that exists.
    Part,
    /// A `ReferenceGrant` in the namespace of the target.
    Grant,
}

/// Why a set cannot tell whether a reference resolves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The caller declared the target external, perhaps with a reason.
    External(Option<Box<str>>),
    /// The target is no part of an application by nature: a class, a node, a driver, the pods of a controller.
    Outside,
    /// The reference is optional, and the target is not there.
    Optional,
    /// No object of the set is in the namespace.
    OtherNamespace,
    /// The set has the target twice, as alternatives.
    Twice,
    /// The object has no data yet, or something fills it in.
    FilledLater,
    /// The command line of this job, or of an init container of this object, has the name as a word.
    MadeByProgram(Arc<ObjectName>),
    /// This role lets a program of the set make objects of the kind.
    MadeByRole(Arc<ObjectName>),
    /// This role lets a program of the set give pods the labels that are missing.
    LabelledByRole(Arc<ObjectName>),
    /// The controller of this custom resource may make it.
    MadeByCustom(Arc<ObjectName>),
    /// The object does not tell: it is a custom resource, or its pods are unknown.
    Opaque,
    /// The selector matches only after more comparisons than are made.
    TooMany,
}

/// A reference of an object of the set.
#[derive(Clone, Debug)]
pub struct Reference {
    pub(super) from: Member,
    pub(super) field: Box<str>,
    pub(super) target: Target,
    pub(super) part: Option<Part>,
    pub(super) outcome: Outcome,
}

impl Reference {
    /// Returns the object that refers.
    #[must_use]
    pub fn from(&self) -> &ObjectName {
        &self.from
    }

    /// Returns the index of the object that refers, among the objects that were linked. The first is 0.
    #[must_use]
    pub fn index(&self) -> usize {
        self.from.index()
    }

    /// Returns the path of the field that refers, as the API server writes it: `spec.volumes[0].configMap.name`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns what the reference leads to.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Returns the part of the target that is asked for.
    #[must_use]
    pub fn part(&self) -> Option<&Part> {
        self.part.as_ref()
    }

    /// Returns what has become of the reference.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// Tells whether the target has to exist before the object that refers. All other references heal by themselves, in
    /// whatever order the objects are created.
    #[must_use]
    pub fn needs_order(&self) -> bool {
        let Target::Object(name) = &self.target else { return false };
        matches!(
            (&*name.group, &*name.kind),
            ("", "Namespace" | "ServiceAccount")
                | ("apiextensions.k8s.io", "CustomResourceDefinition")
                | ("scheduling.k8s.io", "PriorityClass")
                | ("storage.k8s.io", "StorageClass")
        )
    }
}

impl Part {
    /// Returns the name of the part, or the number of the port.
    #[must_use]
    pub fn name(&self) -> &str {
        self.described().1
    }

    fn described(&self) -> (&'static str, &str) {
        match self {
            Self::Key(name) => ("key", name),
            Self::Port(name) => ("port", name),
            Self::Container(name) => ("container", name),
            Self::Listener(name) => ("listener", name),
            Self::Request(name) => ("request", name),
            Self::Version(name) => ("version", name),
            Self::Variable(name) => ("variable", name),
            Self::Label(name) => ("label", name),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (noun, name) = self.described();
        if matches!(self, Self::Port(_)) && name.bytes().all(|byte| byte.is_ascii_digit()) {
            return write!(f, "{noun} {name}");
        }
        write!(f, "{noun} {name:?}")
    }
}
