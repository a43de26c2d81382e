//! Volumes of a pod.

pub mod source;
