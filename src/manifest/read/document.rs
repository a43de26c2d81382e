use std::fmt;
use std::sync::Arc;

use k8s_openapi::Resource;
use serde::de::DeserializeOwned;

use super::decode::decode;
use super::kinds;
use super::locate::{exists, locate, locate_value};
use super::nearest::nearest;
use super::problem::{Problem, ProblemKind, ReadErrors};
use super::source::{Position, Positions, Source};
use super::tree::{Entry, NodeId, Tree, Value};
use crate::Valid;
use crate::manifest::Object;
use crate::rules::{KubeVersion, Validate};

/// One object as it is in a file, made by a [`Reader`](super::Reader).
///
/// ```
/// use podwright::manifest::Reader;
/// use podwright::prelude::v1;
///
/// let text = "\
/// apiVersion: v1
/// kind: Pod
/// metadata: {name: web}
/// spec:
///   containers: [{name: web, image: nginx:1.27}]
/// ";
/// let document = Reader::new(text.as_bytes()).next().unwrap()?;
/// assert_eq!((document.api_version(), document.kind()), ("v1", "Pod"));
/// let pod = document.valid::<v1::Pod>()?;
/// assert_eq!(pod.metadata.name.as_deref(), Some("web"));
/// # Ok::<(), podwright::manifest::ReadErrors>(())
/// ```
#[derive(Clone)]
pub struct Document {
    source: Arc<Source>,
    tree: Arc<Tree>,
    root: NodeId,
    api_version: Box<str>,
    kind: Box<str>,
    version: KubeVersion,
}

impl Document {
    /// Fails if the object does not name its `apiVersion` and `kind`.
    pub(super) fn new(
        source: &Arc<Source>,
        tree: &Arc<Tree>,
        root: NodeId,
        version: KubeVersion,
    ) -> Result<Self, Problem> {
        let required = |field: &'static str| match tree.text(root, field) {
            Some(text) if !text.is_empty() => Ok(Box::from(text)),
            _ => {
                let message = "Required value: every object has an `apiVersion` and a `kind`";
                let span = locate(tree, root, field);
                Err(match misspelt(tree, root, field) {
                    Some(key) => Problem::new(ProblemKind::UnknownKind, key.key_span.clone(), message)
                        .at(field)
                        .helped_by(format!("write `{field}` for `{}`", key.key)),
                    None => Problem::new(ProblemKind::UnknownKind, span, message).at(field),
                })
            }
        };
        let (api_version, kind) = (required("apiVersion")?, required("kind")?);
        Ok(Self { source: Arc::clone(source), tree: Arc::clone(tree), root, api_version, kind, version })
    }

    /// Returns the group and version: `v1`, `apps/v1`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        &self.api_version
    }

    /// Returns the kind: `Pod`.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Returns the name of the file. It is empty unless [`Reader::named`](super::Reader::named) has set it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.source.name
    }

    /// Returns the position of a field, given its path: `spec.containers[0].image`.
    ///
    /// If the field is missing, returns the position of the innermost parent that exists.
    ///
    /// ```
    /// use podwright::manifest::Reader;
    ///
    /// let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n";
    /// let document = Reader::new(text.as_bytes()).next().unwrap()?;
    /// assert_eq!(document.position("metadata.name").to_string(), "4:9");
    /// assert_eq!(document.position("metadata.labels").to_string(), "3:1");
    /// # Ok::<(), podwright::manifest::ReadErrors>(())
    /// ```
    #[must_use]
    pub fn position(&self, field: &str) -> Position {
        Positions::new(&self.source).at(locate(&self.tree, self.root, field).start)
    }

    /// Decodes the object as a Rust type, of `k8s_openapi` or your own.
    ///
    /// # Errors
    ///
    /// Reports every unknown field and every value of a wrong type. The fields of a type are those that its implementation of
    /// `Deserialize` names. A derived implementation names all fields, unless one is flattened.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, ReadErrors> {
        decode(&self.tree, self.root).map_err(|problems| self.problems(problems))
    }

    /// Decodes the object as a Rust type and validates it, for the version of Kubernetes that is enabled.
    ///
    /// # Errors
    ///
    /// Fails like [`decode`](Self::decode), and reports every violation of a rule.
    pub fn valid<T>(&self) -> Result<Valid<T>, ReadErrors>
    where
        T: Resource + DeserializeOwned + Validate,
    {
        let object: T = self.expect::<T>()?;
        Valid::new(object).map_err(|violations| self.problems(kinds::violations(self, violations.iter())))
    }

    /// Reads the object and validates it, for the version of the reader.
    ///
    /// Objects of the kinds that this crate knows are read strictly, and those of kinds that have rules are validated. Objects
    /// of other kinds, such as custom resources, are taken as they are. A patch is read by [`unvalidated`](Self::unvalidated).
    ///
    /// # Errors
    ///
    /// Fails like [`decode`](Self::decode), and reports every violation of a rule.
    pub fn object(&self) -> Result<Object, ReadErrors> {
        self.validated().map(|(object, _)| object)
    }

    /// Reads the object without a look at any rule: a patch, which is only a part of an object.
    ///
    /// Objects of the kinds that this crate knows are read strictly. The object is written with what the document has.
    ///
    /// ```
    /// use podwright::manifest::Reader;
    ///
    /// let patch = "apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: nightly\nspec:\n  suspend: true\n";
    /// let document = Reader::new(patch.as_bytes()).next().unwrap()?;
    /// assert!(document.object().is_err());
    /// assert_eq!(podwright::to_yaml(&document.unvalidated()?)?, patch);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails like [`decode`](Self::decode).
    pub fn unvalidated(&self) -> Result<Object, ReadErrors> {
        kinds::decode_only(self).map(|(object, _)| object).map_err(|problems| self.problems(problems))
    }

    /// Lists the warnings of the API server and the [advice](crate::rules::ADVICE), with their positions.
    ///
    /// # Errors
    ///
    /// Fails like [`object`](Self::object): an object that is rejected has no warnings.
    pub fn warnings(&self) -> Result<Vec<Problem>, ReadErrors> {
        let (_, mut warnings) = self.validated()?;
        warnings.sort_by_key(|warning| warning.span.start);
        let mut positions = Positions::new(&self.source);
        for warning in &mut warnings {
            warning.position = positions.at(warning.span.start);
        }
        Ok(warnings)
    }

    fn validated(&self) -> Result<(Object, Vec<Problem>), ReadErrors> {
        kinds::validate(self).map_err(|problems| self.problems(problems))
    }

    fn expect<T: Resource + DeserializeOwned>(&self) -> Result<T, ReadErrors> {
        for (field, found, wanted) in
            [("apiVersion", self.api_version(), T::API_VERSION), ("kind", self.kind(), T::KIND)]
        {
            if found != wanted {
                let span = locate(&self.tree, self.root, field);
                let message = format!("expected {wanted:?}, found {found:?}");
                let problem = Problem::new(ProblemKind::UnknownKind, span, message);
                return Err(self.problems(vec![problem.at(field)]));
            }
        }
        self.decode()
    }

    pub(super) fn version(&self) -> KubeVersion {
        self.version
    }

    pub(super) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub(super) fn tree(&self) -> &Arc<Tree> {
        &self.tree
    }

    pub(super) fn root(&self) -> NodeId {
        self.root
    }

    pub(super) fn located(&self, kind: ProblemKind, field: &str, message: impl Into<Box<str>>) -> Problem {
        Problem::new(kind, locate(&self.tree, self.root, field), message).at(field)
    }

    /// Like [`located`](Self::located), at the entry of a map or a list that has this value.
    pub(super) fn located_value(
        &self,
        kind: ProblemKind,
        field: &str,
        value: Option<&str>,
        message: impl Into<Box<str>>,
    ) -> Problem {
        Problem::new(kind, locate_value(&self.tree, self.root, field, value), message).at(field)
    }

    /// Tells whether the document has a field.
    pub(super) fn has(&self, field: &str) -> bool {
        exists(&self.tree, self.root, field)
    }

    fn problems(&self, mut problems: Vec<Problem>) -> ReadErrors {
        let is_secret = matches!(&*self.kind, "Secret" | "SecretList");
        if is_secret {
            problems.iter_mut().for_each(Problem::hide_value);
        }
        ReadErrors { hides_lines: is_secret, ..ReadErrors::new(Arc::clone(&self.source), problems) }
    }
}

/// Shows what identifies the object. It may be a Secret, or stand in a list with one.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let metadata = self.tree.entry(self.root, "metadata");
        let name = metadata.and_then(|metadata| self.tree.text(metadata.value, "name"));
        f.debug_struct("Document")
            .field("api_version", &self.api_version)
            .field("kind", &self.kind)
            .field("name", &name)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// Returns the key that stands for a field and is not spelt like it: `Kind` for `kind`.
fn misspelt<'t>(tree: &'t Tree, root: NodeId, field: &'static str) -> Option<&'t Entry> {
    let Value::Mapping(entries) = &tree.node(root).value else { return None };
    let is_other =
        |entry: &&Entry| tree.entry(root, field).is_none() && nearest(&entry.key, [field]).is_some();
    entries.iter().take(20).find(is_other)
}
