//! Reading YAML and JSON strictly, with positions, and validating what is read.

mod chunk;
mod claims;
mod decode;
mod deserializer;
mod diagnose;
mod dialect;
mod document;
mod excerpts;
mod input;
mod json;
mod kinds;
mod locate;
mod nearest;
mod parse;
mod problem;
mod reader;
mod resolve;
mod schema;
mod shape;
mod source;
mod spot;
mod tabs;
mod tree;

use k8s_openapi::Resource;
use serde::de::DeserializeOwned;

pub use document::Document;
pub use excerpts::Excerpts;
pub(crate) use excerpts::render;
#[cfg(test)]
pub(crate) use kinds::API_VERSIONS;
pub use problem::{Problem, ProblemKind, ReadErrors};
pub use reader::Reader;
pub use source::Position;
pub(crate) use spot::Spot;

use crate::Valid;
use crate::rules::Validate;

/// Reads one object from YAML or JSON and validates it. Unknown fields are errors.
///
/// It is the counterpart of [`to_yaml`](crate::to_yaml).
///
/// ```
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// let yaml = podwright::to_yaml(&pod)?;
/// assert_eq!(podwright::from_yaml::<v1::Pod>(&yaml)?, pod);
///
/// let errors = podwright::from_yaml::<v1::Pod>(&yaml.replace("name: web", "name: Web")).unwrap_err();
/// assert!(errors.to_string().starts_with(r#"4:9: metadata.name: Invalid value: "Web": "#));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # Errors
///
/// Reports every problem of the text and of the object. Fails if the text does not hold exactly one object.
pub fn from_yaml<T>(text: &str) -> Result<Valid<T>, ReadErrors>
where
    T: Resource + DeserializeOwned + Validate,
{
    let mut documents = Reader::new(text.as_bytes());
    let Some(document) = documents.next() else {
        return Err(ReadErrors::of_text(text, "there is no object in this text"));
    };
    let object = document?.valid()?;
    match documents.next() {
        None => Ok(object),
        Some(Ok(_)) => Err(ReadErrors::of_text(text, "there is more than one object in this text")),
        Some(Err(errors)) => Err(errors),
    }
}
