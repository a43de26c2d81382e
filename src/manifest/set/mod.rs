//! Objects of any kind, in install order.

mod duplicate;
#[cfg(feature = "app")]
mod edit;
mod file_name;

use std::collections::{BTreeMap, HashMap, btree_map};
use std::iter::FusedIterator;
use std::slice;

pub use duplicate::DuplicateObject;
#[cfg(feature = "app")]
pub use edit::EditError;
pub(crate) use file_name::FileNames;

use super::identity::Identity;
use super::object::Object;
use crate::kind;

/// A set of objects of any kind, in install order, unique by kind, namespace and name.
///
/// Objects come after those that they need, in whatever order you add them: namespaces, policies and quotas, definitions of
/// custom resources, service accounts, secrets and config maps, storage, roles, services, workloads, ingresses, webhooks. Kinds
/// that are not Kubernetes' own come last. Objects of one kind keep the order in which you add them.
///
/// Two objects are the same if the group of their `apiVersion`, their kind, namespace and name are equal. Objects with a
/// `generateName` are never the same. An object without a namespace is not the same as one in the namespace `default`.
///
/// ```
/// use podwright::manifest::{Manifest, Object};
/// use podwright::prelude::*;
///
/// let mut manifest = Manifest::new();
/// for name in ["web", "db"] {
///     let main = Container::new(name!("main"), image!("nginx:1.27"));
///     manifest.add(Pod::builder(name.parse()?).main(main).build()?)?;
/// }
/// let mut config = v1::ConfigMap::default();
/// config.metadata.name = Some("web".to_owned());
/// manifest.add(Object::unvalidated(config)?)?;
///
/// let objects: Vec<_> = manifest.iter().map(ToString::to_string).collect();
/// assert_eq!(objects, [r#"ConfigMap "web""#, r#"Pod "web""#, r#"Pod "db""#]);
/// assert_eq!(podwright::to_yaml(&manifest)?.matches("---\n").count(), 2);
/// assert!(podwright::to_json(&manifest)?.contains(r#""kind": "List""#));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// [`to_yaml`](crate::to_yaml) and [`Yaml`](super::Yaml) write a document for each object, separated by `---`.
/// [`to_json`](crate::to_json) writes a `List`. [`Yaml::write_dir`](super::Yaml::write_dir) writes a file for each object. The
/// writers serialize one object at a time, so that they need little memory.
#[derive(Clone, Debug, Default)]
#[doc(alias = "List")]
pub struct Manifest {
    by_rank: BTreeMap<u8, Vec<Object>>,
    known: HashMap<Key, Box<str>>,
}

/// What identifies an object: group, kind, namespace, name.
type Key = (Box<str>, Box<str>, Option<Box<str>>, Box<str>);

impl Manifest {
    /// Creates an empty manifest.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Creates a manifest of these objects. Convert objects of different kinds with `Object::from`.
    ///
    /// ```
    /// use podwright::manifest::{Manifest, Object};
    /// use podwright::prelude::*;
    ///
    /// let web = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
    /// let service = v1::Service::default();
    /// let manifest = Manifest::of([Object::from(web), Object::unvalidated(service)?])?;
    /// assert_eq!(manifest.len(), 2);
    /// # Ok::<(), podwright::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if two objects have the same kind, namespace and name.
    pub fn of<O: Into<Object>>(objects: impl IntoIterator<Item = O>) -> Result<Self, DuplicateObject> {
        let mut manifest = Self::new();
        manifest.add_all(objects)?;
        Ok(manifest)
    }

    /// Adds an object: a `Valid<v1::Pod>`, or an [`Object`] of another kind.
    ///
    /// # Errors
    ///
    /// Fails if the manifest has an object of the same kind, namespace and name. The manifest does not change then.
    pub fn add(&mut self, object: impl Into<Object>) -> Result<&mut Self, DuplicateObject> {
        self.add_behind(0, object.into())
    }

    /// Creates a manifest of these objects in this order. No two of them are the same. What is added later stands where its
    /// kind belongs.
    #[cfg(feature = "app")]
    pub(crate) fn in_order<'o>(objects: impl IntoIterator<Item = &'o Object>) -> Self {
        let mut manifest = Self::new();
        let mut rank = 0;
        for object in objects {
            rank = rank.max(rank_of(object.identity()));
            let added = manifest.add_behind(rank, object.clone());
            debug_assert!(added.is_ok(), "the caller has looked for duplicates");
        }
        manifest
    }

    /// Adds an object where its kind belongs, or at the rank if that is later.
    fn add_behind(&mut self, rank: u8, object: Object) -> Result<&mut Self, DuplicateObject> {
        let identity = object.identity();
        if let Some(key) = key(identity) {
            if let Some(api_version) = self.known.get(&key) {
                let earlier = Identity { api_version: api_version.clone(), ..identity.clone() };
                return Err(DuplicateObject::new(earlier, identity.clone()));
            }
            self.known.insert(key, identity.api_version.clone());
        }
        self.by_rank.entry(rank.max(rank_of(identity))).or_default().push(object);
        Ok(self)
    }

    /// Adds the objects, for example those of another [`Manifest`].
    ///
    /// # Errors
    ///
    /// Fails if the manifest has an object of the same kind, namespace and name. The objects before it stay in the manifest.
    pub fn add_all<O: Into<Object>>(
        &mut self,
        objects: impl IntoIterator<Item = O>,
    ) -> Result<&mut Self, DuplicateObject> {
        for object in objects {
            self.add(object)?;
        }
        Ok(self)
    }

    /// Returns the objects, in install order.
    #[must_use]
    #[inline]
    pub fn iter(&self) -> Iter<'_> {
        Iter { ranks: self.by_rank.values(), objects: [].iter() }
    }

    /// Returns the number of objects.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.by_rank.values().map(Vec::len).sum()
    }

    /// Returns whether there are no objects.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.by_rank.is_empty()
    }
}

fn rank_of(identity: &Identity) -> u8 {
    kind::install_rank(identity.group(), &identity.kind)
}

#[inline]
fn key(identity: &Identity) -> Option<Key> {
    let name = identity.name.clone()?;
    Some((identity.group().into(), identity.kind.clone(), identity.namespace.clone(), name))
}

/// An iterator over the objects of a [`Manifest`], in install order.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    ranks: btree_map::Values<'a, u8, Vec<Object>>,
    objects: slice::Iter<'a, Object>,
}

impl<'a> Iterator for Iter<'a> {
    type Item = &'a Object;

    #[inline]
    fn next(&mut self) -> Option<&'a Object> {
        loop {
            if let Some(object) = self.objects.next() {
                return Some(object);
            }
            self.objects = self.ranks.next()?.iter();
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.objects.len() + self.ranks.clone().map(Vec::len).sum::<usize>();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Iter<'_> {}
impl FusedIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Manifest {
    type Item = &'a Object;
    type IntoIter = Iter<'a>;

    #[inline]
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

/// An iterator over the objects of a [`Manifest`] by value, in install order.
#[derive(Debug)]
pub struct IntoIter(std::iter::Flatten<btree_map::IntoValues<u8, Vec<Object>>>);

impl Iterator for IntoIter {
    type Item = Object;

    #[inline]
    fn next(&mut self) -> Option<Object> {
        self.0.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl FusedIterator for IntoIter {}

impl IntoIterator for Manifest {
    type Item = Object;
    type IntoIter = IntoIter;

    #[inline]
    fn into_iter(self) -> IntoIter {
        IntoIter(self.by_rank.into_values().flatten())
    }
}
