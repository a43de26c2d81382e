//! What all rules stand on: access to the object and its defaults, field paths, findings, versions, results.

pub(crate) mod annotations;
pub(crate) mod check;
pub(crate) mod fields;
pub(crate) mod findings;
pub(crate) mod ip;
pub(crate) mod path;
pub(crate) mod quantities;
pub(crate) mod report;
pub(crate) mod scope;
pub(crate) mod seen;
pub(crate) mod subject;
pub(crate) mod valid;
pub(crate) mod validate;
pub(crate) mod version;
pub(crate) mod view;
pub(crate) mod violation;
pub(crate) mod violations;
pub(crate) mod warning;
