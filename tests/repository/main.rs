//! What holds for the repository as a whole: its words, its tables, and the packages in its examples.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod architecture;
mod build_manifests;
mod documents;
mod field_table;
mod words;
