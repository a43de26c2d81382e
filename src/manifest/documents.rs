use std::io;

use serde::Serialize;

use super::emitter::Emitter;
use super::error::WriteError;
use super::json::Json;
use super::object::Object;
use super::options::YamlWriter;
use super::set::Manifest;
use crate::Valid;
use crate::sealed::Sealed;

/// What a manifest is written of: a [`Valid`] object, an [`Object`] of any kind, a [`Manifest`] of many, or a reference to
/// one of them.
///
/// ```
/// use podwright::manifest::{Manifest, Object};
/// use podwright::prelude::*;
/// use podwright::to_yaml;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// let yaml = to_yaml(&pod)?;
/// assert_eq!(to_yaml(&Object::from(pod.clone()))?, yaml);
/// assert_eq!(to_yaml(&Manifest::of([pod])?)?, yaml);
/// # Ok::<(), podwright::Error>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "only what is `Valid` is written to a manifest",
    label = "this `{Self}` has not been validated",
    note = "`Valid::new(pod)` validates a pod, `Object::unvalidated(..)` takes kinds that no rule validates"
)]
pub trait ToManifest: Sealed {
    #[doc(hidden)]
    fn documents_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError>;

    #[doc(hidden)]
    fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> ToManifest for Valid<T> {
    #[inline]
    fn documents_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        writer.unvalidated(&**self)
    }

    fn json_to(&self, mut destination: impl io::Write) -> Result<(), WriteError> {
        let mut emitter = Emitter::<Json>::new();
        emitter.document(&**self)?;
        Ok(destination.write_all(&emitter.out)?)
    }
}

impl ToManifest for Object {
    fn documents_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        writer.document(|emitter| self.content().yaml(emitter))
    }

    fn json_to(&self, mut destination: impl io::Write) -> Result<(), WriteError> {
        let mut emitter = Emitter::<Json>::new();
        emitter.document_by(|emitter| self.content().json(emitter))?;
        Ok(destination.write_all(&emitter.out)?)
    }
}

impl ToManifest for Manifest {
    fn documents_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        self.iter().try_for_each(|object| object.documents_to(writer))
    }

    /// A `List` of `v1`.
    fn json_to(&self, mut destination: impl io::Write) -> Result<(), WriteError> {
        destination.write_all(b"{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"List\",\n  \"items\": [")?;
        let mut emitter = Emitter::<Json>::new();
        for (at, object) in self.iter().enumerate() {
            emitter.out.clear();
            emitter.out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
            emitter.item_by(4, |emitter| object.content().json(emitter))?;
            destination.write_all(&emitter.out)?;
        }
        destination.write_all(if self.is_empty() { b"]\n}\n" } else { b"\n  ]\n}\n" })?;
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<D: ToManifest + ?Sized> ToManifest for &D {
    fn documents_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        (**self).documents_to(writer)
    }

    fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError> {
        (**self).json_to(destination)
    }
}

impl<T> Sealed for Valid<T> {}
impl Sealed for Object {}
impl Sealed for Manifest {}
impl<D: ToManifest + ?Sized> Sealed for &D {}
