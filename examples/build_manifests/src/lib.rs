//! A crate with its manifests in Rust, beside the code that they run.
//!
//! `build.rs` writes one manifest into the crate and verifies a committed one, `k8s/shop.yaml`. If you change
//! [`manifests::web`], the build fails until `PODWRIGHT_UPDATE=1 cargo build` has rewritten the file.

pub mod manifests;

/// The manifest of the pod, written when the crate was built.
pub const WEB: &str = include_str!(concat!(env!("OUT_DIR"), "/web.yaml"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_has_the_manifest_of_its_pod() -> Result<(), podwright::Error> {
        assert_eq!(WEB, podwright::to_yaml(&manifests::web()?)?);
        Ok(())
    }
}
