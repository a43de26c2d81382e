//! What differs between two manifests: two environments, or the last commit and now.
//!
//! [`Diff::between`] compares two sets of objects, typed or read, and says what applying the difference takes. [`changes`]
//! compares two objects as JSON.
//!
//! ```
//! use podwright::diff::{ChangeKind, Diff, Effect};
//! use podwright::manifest::{Manifest, Object};
//! use podwright::prelude::*;
//!
//! # #[cfg(feature = "app")] {
//! let manifest = |tag: Image, replicas| {
//!     let web = Container::new(name!("web"), tag).resources(Resources::new().cpu(Cpu::milli(500)));
//!     let web = Deployment::new(name!("web"), PodTemplate::builder().main(web)).replicas(replicas);
//!     Ok::<_, podwright::Error>(Manifest::of([web.build()?])?)
//! };
//! let (old, new) = (manifest(image!("nginx:1.27"), 2)?, manifest(image!("nginx:1.28"), 3)?);
//!
//! let diff = Diff::between(&old, &new)?;
//! assert_eq!(
//!     diff.to_string(),
//!     r#"~ Deployment "web"
//!     ! replaces the pods
//!     ~ spec.replicas: 2 -> 3
//!     ~ spec.template.spec.containers[name="web"].image: "nginx:1.27" -> "nginx:1.28"
//!
//! 1 changed
//! "#
//! );
//! assert_eq!(diff.objects()[0].kind(), ChangeKind::Changed);
//! assert_eq!(diff.objects()[0].effects(), [Effect::ReplacesPods]);
//! # }
//! # Ok::<(), podwright::Error>(())
//! ```
//!
//! # What is compared
//!
//! Objects are matched by group, kind, namespace and name. The version in `apiVersion` is a field like others. Objects with a
//! `generateName` are matched in their order. [`Differ::ignore_namespace`] matches objects of two namespaces.
//!
//! Two values differ if the API server stores different values for them:
//!
//! - Quantities are compared by their amount: `1000m` is `1`, and `1Gi` is `1024Mi`.
//! - The items of a list with merge keys are matched by them, as server-side apply matches them: containers and variables by name,
//!   ports by number and protocol, mounts by path. A merge key that one side leaves to its default, such as `protocol: TCP`, is no
//!   difference. A list in which two items have the same keys is compared as a whole.
//! - The order of such a list is compared where it means something: variables refer to those before them, and containers start in
//!   their order. It is compared in each list of a pod template of a Deployment, a StatefulSet, a DaemonSet or a Job, because another
//!   order replaces the pods, or is refused. It is also compared in the ports of a Service, of which the first has its own variable in pods,
//!   and in mutating webhooks. Elsewhere another order is no difference.
//! - All other lists (arguments, tolerations, rules) are one value to server-side apply. They are compared, and reported, as a whole.
//! - `null` is no value. In the kinds of Kubernetes, neither is an empty list, or an empty map of labels and the like.
//!   `emptyDir: {}` is a value.
//! - Everything else is compared as it is written: `80` and `"80"` differ, and so do `data` and `stringData` of a Secret.
//!
//! A field that is not written differs from one that has the API server's default: the manifests differ, although applying the
//! difference changes nothing. So `restartPolicy: Always`, added to a template, is reported with the replacement of pods that any other
//! value would bring. For a field outside of templates that cannot change, the default is known: to write the default of
//! `podManagementPolicy` is reported, and not as refused.
//!
//! Custom resources have no types here: their maps are compared field by field, and their lists as a whole.
//!
//! # What it takes to apply
//!
//! An [`Effect`] is what the API server of Kubernetes 1.36 and its controllers do with a change of a field, if nothing else has
//! changed the object in the cluster since: which fields cannot change, and which changes replace pods. Without an effect, the change is
//! applied and that is all, or nothing is known of the kind. Admission plugins and webhooks may refuse more.
//!
//! # What is shown
//!
//! `Display` writes a block for each object, in install order: `+` added, `-` removed, `~` changed. `!` says what it takes to apply
//! the changes. [`Diff::colored`] writes the same in colours. Long texts and lists are shown by the lines that differ.
//!
//! The values of Secrets are never shown, and a [`FieldChange`] does not hold them. Bytes in a `ConfigMap` are shown by their number.

mod change;
mod compare;
mod differ;
mod effect;
mod equal;
mod hide;
mod list;
mod object;
mod order;
mod print;
mod schema;

use std::fmt;

pub use change::{ChangeKind, FieldChange, PathStep};
pub use compare::changes;
pub use differ::Differ;
pub use effect::Effect;
pub use object::ObjectDiff;

use crate::manifest::{Object, WriteError};
use print::Paint;

/// The differences between two sets of objects.
///
/// `Display` writes them as a terminal shows them, without colours.
#[derive(Clone, Debug)]
pub struct Diff {
    objects: Vec<ObjectDiff>,
    unchanged: usize,
}

impl Diff {
    /// Compares two sets of objects: two [`Manifest`](crate::manifest::Manifest)s, or slices.
    ///
    /// [`Differ`] takes settings.
    ///
    /// # Errors
    ///
    /// Fails if JSON cannot represent an object, like [`Yaml::to_string`](crate::manifest::Yaml::to_string), or if an object is
    /// nested more than 127 deep.
    pub fn between<'o>(
        old: impl IntoIterator<Item = &'o Object>,
        new: impl IntoIterator<Item = &'o Object>,
    ) -> Result<Self, WriteError> {
        Differ::new().between(old, new)
    }

    /// Returns the objects that differ, in install order.
    #[must_use]
    pub fn objects(&self) -> &[ObjectDiff] {
        &self.objects
    }

    /// Returns the number of objects that do not differ.
    #[must_use]
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Returns whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }

    /// Returns the differences as `Display` writes them, in the colours of ANSI terminals.
    ///
    /// ```
    /// use podwright::diff::Diff;
    /// use podwright::manifest::Object;
    /// use podwright::prelude::*;
    ///
    /// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
    /// let diff = Diff::between([], &[Object::from(pod)])?;
    /// assert_eq!(diff.to_string(), "+ Pod \"web\"\n\n1 added\n");
    /// assert_eq!(diff.colored().to_string(), "\u{1b}[32m+ Pod \"web\"\u{1b}[0m\n\n1 added\n");
    /// # Ok::<(), podwright::Error>(())
    /// ```
    #[must_use]
    pub fn colored(&self) -> impl fmt::Display {
        Colored(self)
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::diff(self, Paint::Plain, f)
    }
}

struct Colored<'d>(&'d Diff);

impl fmt::Display for Colored<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        print::diff(self.0, Paint::Ansi, f)
    }
}
