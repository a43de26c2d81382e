//! Rules of the pod as a whole.

pub(crate) mod affinity;
pub(crate) mod annotations;
pub(crate) mod json;
pub(crate) mod qos;
pub(crate) mod resources;
pub(crate) mod root_user;
pub(crate) mod spec;
pub(crate) mod spread;
pub(crate) mod toleration_annotation;
pub(crate) mod tolerations;
