//! What comes into the process: manifests, strictly and with positions.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod conformance_roundtrip;
mod documents;
mod read_field;
mod read_layouts;
mod read_mistakes;
mod read_properties;
mod reformat;

/// A pod that breaks no rule.
const POD: &str = "\
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx:1.27
";
