//! Rules of what objects of every kind have: metadata and selectors.

pub(crate) mod metadata;
pub(crate) mod selectors;
