mod awaited;
mod error;
mod gather;
mod options;

pub use awaited::Awaited;
pub use error::{WaitError, WaitErrorKind};
pub use options::{Wait, WaitBuilder};
