use std::io;

use serde::Serialize;

use super::content::subject;
use super::emitter::Emitter;
use super::error::WriteError;
use super::json::Json;
use super::object::Object;
use super::options::YamlWriter;
use super::set::Manifest;
use crate::Valid;
use crate::rules::{Validate, Warning};
use crate::sealed::Sealed;

/// Something that can be written to a manifest: a [`Valid`] object, an [`Object`] of any kind, a [`Manifest`], or a
/// reference to one of them.
///
/// The trait is sealed: no other type implements it. An object of a kind that has rules reaches a file only as [`Valid`], or by
/// the word [`unvalidated`](Object::unvalidated).
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
    note = "`Valid::new(object)?` validates an object of a kind that has rules; `Object::unvalidated(object)` takes any object as it is"
)]
pub trait ToManifest: Sealed {
    #[doc(hidden)]
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError>;

    #[doc(hidden)]
    fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError>;

    /// Passes each warning and each advice to `visit`, with the name of its object: `pod "web"`.
    #[doc(hidden)]
    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning));
}

#[diagnostic::do_not_recommend]
impl<T: Validate + Serialize> ToManifest for Valid<T> {
    #[inline]
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        writer.unvalidated(&**self)
    }

    fn json_to(&self, mut destination: impl io::Write) -> Result<(), WriteError> {
        let mut emitter = Emitter::<Json>::new();
        emitter.document(&**self)?;
        Ok(destination.write_all(&emitter.out)?)
    }

    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
        visit_warnings(&subject(&**self), &self.warnings(), &self.advice(), visit);
    }
}

impl ToManifest for Object {
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        writer.document(|emitter| self.content().yaml(emitter))
    }

    fn json_to(&self, mut destination: impl io::Write) -> Result<(), WriteError> {
        let mut emitter = Emitter::<Json>::new();
        emitter.document_by(|emitter| self.content().json(emitter))?;
        Ok(destination.write_all(&emitter.out)?)
    }

    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
        visit_warnings(&self.content().subject(), &self.warnings(), &self.advice(), visit);
    }
}

impl ToManifest for Manifest {
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        self.iter().try_for_each(|object| object.yaml_to(writer))
    }

    /// Writes a `List` of `v1`.
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

    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
        self.iter().for_each(|object| object.each_warning(visit));
    }
}

#[diagnostic::do_not_recommend]
impl<M: ToManifest + ?Sized> ToManifest for &M {
    fn yaml_to<W: io::Write>(&self, writer: &mut YamlWriter<W>) -> Result<(), WriteError> {
        (**self).yaml_to(writer)
    }

    fn json_to(&self, destination: impl io::Write) -> Result<(), WriteError> {
        (**self).json_to(destination)
    }

    fn each_warning(&self, visit: &mut dyn FnMut(&str, &Warning)) {
        (**self).each_warning(visit);
    }
}

fn visit_warnings(
    subject: &str,
    warnings: &[Warning],
    advice: &[Warning],
    visit: &mut dyn FnMut(&str, &Warning),
) {
    warnings.iter().chain(advice).for_each(|warning| visit(subject, warning));
}

impl<T> Sealed for Valid<T> {}
impl Sealed for Object {}
impl Sealed for Manifest {}
impl<M: ToManifest + ?Sized> Sealed for &M {}
