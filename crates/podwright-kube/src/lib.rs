//! podwright's manifests against a running cluster.
//!
//! TODO
mod apply;
mod apply_set;
mod backoff;
mod change;
mod cluster;
mod delete;
mod error;
mod json;
mod object_ref;
mod protected;
pub mod status;
mod target;

pub use apply::{Apply, JobPolicy};
pub use apply_set::ApplySet;
pub use change::{Change, ChangeError, ChangeSet, Outcome};
pub use delete::Delete;
pub use error::{Conflict, ErrorKind, ObjectError};
pub use object_ref::ObjectRef;
pub use protected::Protected;
pub use target::Target;
