//! Which method sets which field of Kubernetes.
//!
//! You know the field from a manifest, and want the method that sets it: look up the struct and the field in the tables
//! below. They list all fields of a pod's metadata and spec, and of every struct inside, as of Kubernetes 1.37. Each row
//! names the methods, types or macros that set the field, or says why there are none.
//!
//! Where the tables name a method `raw`, no other method sets the field: `raw` hands you the struct of `k8s_openapi`, with
//! all of its fields. What you change there is validated like everything else.
//!
//! You can also type the name of a field or of a struct into the search of these docs: `imagePullPolicy` finds
//! [`pull_policy`](crate::container::ContainerOf::pull_policy), and `ResourceRequirements` finds
//! [`Resources`](crate::container::Resources). Methods and types that are not named after the field or the struct have
//! its name as an alias. Editors with rust-analyzer complete methods by the same aliases.
//!
#![doc = include_str!("FIELDS.md")]
