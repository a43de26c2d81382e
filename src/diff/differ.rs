use std::collections::{HashMap, VecDeque};

use super::Diff;
use super::compare::changes;
use super::object::{ObjectDiff, Sides};
use crate::kind;
use crate::manifest::{Object, WriteError};

/// Compares two sets of objects, with settings.
///
/// ```
/// use podwright::diff::{Diff, Differ};
/// use podwright::manifest::Manifest;
/// use podwright::prelude::*;
///
/// let manifest = |namespace: DnsLabel, tag: Image| {
///     let main = Container::new(name!("web"), tag);
///     let pod = Pod::builder(name!("web")).namespace(namespace).main(main).build()?;
///     Ok::<_, podwright::Error>(Manifest::of([pod])?)
/// };
/// let dev = manifest(name!("shop-dev"), image!("nginx:1.28"))?;
/// let prod = manifest(name!("shop-prod"), image!("nginx:1.27"))?;
/// assert_eq!(Diff::between(&dev, &prod)?.objects().len(), 2);
///
/// let diff = Differ::new().ignore_namespace().between(&dev, &prod)?;
/// assert_eq!(
///     diff.to_string(),
///     r#"~ Pod "shop-dev/web" -> Pod "shop-prod/web"
///     ! restarts the container
///     ~ spec.containers[name="web"].image: "nginx:1.28" -> "nginx:1.27"
///
/// 1 changed
/// "#
/// );
/// # Ok::<(), podwright::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Differ {
    ignores_namespace: bool,
}

impl Differ {
    /// Creates a comparison by group, kind, namespace and name.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Compares objects of one name also if they are in two namespaces, as those of two environments are.
    ///
    /// The field `metadata.namespace` is not compared then. Namespaces in other fields are.
    #[must_use]
    pub fn ignore_namespace(mut self) -> Self {
        self.ignores_namespace = true;
        self
    }

    /// Compares two sets of objects, like [`Diff::between`].
    ///
    /// # Errors
    ///
    /// Fails if JSON cannot represent an object, like [`Yaml::to_string`](crate::manifest::Yaml::to_string), or if an object is
    /// nested more than 127 deep.
    pub fn between<'o>(
        &self,
        old: impl IntoIterator<Item = &'o Object>,
        new: impl IntoIterator<Item = &'o Object>,
    ) -> Result<Diff, WriteError> {
        let old: Vec<&Object> = old.into_iter().collect();
        let mut waiting: HashMap<Key<'o>, VecDeque<usize>> = HashMap::new();
        for (at, object) in old.iter().enumerate() {
            waiting.entry(self.key(object)).or_default().push_back(at);
        }
        let mut is_left = vec![true; old.len()];
        let mut objects = Vec::new();
        let mut unchanged = 0;
        for object in new {
            let found = waiting.get_mut(&self.key(object)).and_then(VecDeque::pop_front);
            let Some(at) = found else {
                objects.push(ObjectDiff { sides: Sides::New(object.clone()), changes: Vec::new() });
                continue;
            };
            is_left[at] = false;
            let mut changes = changes(&old[at].to_value()?, &object.to_value()?);
            if self.ignores_namespace {
                changes.retain(|change| change.field() != "metadata.namespace");
            }
            if changes.is_empty() {
                unchanged += 1;
            } else {
                objects.push(ObjectDiff { sides: Sides::Both(old[at].clone(), object.clone()), changes });
            }
        }
        let left = old.iter().zip(is_left).filter(|(_, is_left)| *is_left);
        objects.extend(
            left.map(|(object, _)| ObjectDiff { sides: Sides::Old((*object).clone()), changes: Vec::new() }),
        );
        objects.sort_by_key(|diff: &ObjectDiff| {
            let identity = diff.object().identity();
            kind::install_rank(identity.group(), &identity.kind)
        });
        Ok(Diff { objects, unchanged })
    }

    fn key<'k>(&self, object: &'k Object) -> Key<'k> {
        let namespace = if self.ignores_namespace { None } else { object.namespace() };
        let identity = object.identity();
        (identity.group(), object.kind(), namespace, object.name(), object.generate_name())
    }
}

/// What identifies an object: group, kind, namespace, and its name or what its name begins with.
type Key<'k> = (&'k str, &'k str, Option<&'k str>, Option<&'k str>, Option<&'k str>);
