//! What the crate reads from recorded objects, and what it asks of an API server that answers as recorded.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod apply;
mod delete;
mod errors;
mod objects;
mod prune;
mod server;
mod status;
mod wait;
