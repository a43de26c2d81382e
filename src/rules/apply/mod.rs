//! What create accepts, and apply refuses or the API server drops. What is built has none of it.

pub(crate) mod dropped;
pub(crate) mod merge_keys;
