//! Manifests in: YAML and JSON read strictly, and validated.

mod chunk;
mod decode;
mod deserializer;
mod dialect;
mod document;
mod excerpts;
mod kinds;
mod locate;
mod nearest;
mod offsets;
mod parse;
mod problem;
mod reader;
mod resolve;
mod source;
mod tree;

use k8s_openapi::Resource;
use serde::de::DeserializeOwned;

pub use document::Document;
pub use excerpts::Excerpts;
pub use problem::{Problem, ProblemKind, ReadErrors};
pub use reader::Reader;
pub use source::Position;

use crate::Valid;
use crate::rules::Validate;

/// Reads one object from YAML or JSON, strictly, and validates it: the counterpart of [`to_yaml`](crate::to_yaml).
///
/// ```
/// use podwright::prelude::*;
///
/// let pod = Pod::builder(name!("web")).main(Container::new(name!("web"), image!("nginx:1.27"))).build()?;
/// let yaml = podwright::to_yaml(&pod)?;
/// assert_eq!(podwright::from_yaml::<v1::Pod>(&yaml)?, pod);
///
/// let problems = podwright::from_yaml::<v1::Pod>(&yaml.replace("name: web", "name: Web")).unwrap_err();
/// assert!(problems.to_string().starts_with(r#"4:9: metadata.name: Invalid value: "Web": "#));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// # Errors
///
/// With everything that is wrong with the text and with the object, and if there is not exactly one object.
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
        Some(Err(problems)) => Err(problems),
    }
}
