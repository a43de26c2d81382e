//! A crate whose manifests are written in Rust, beside the code that they run.
//!
//! `build.rs` writes one into the crate and verifies the committed one, `k8s/shop.yaml`: change [`manifests::web`], and the
//! build fails until `PODWRIGHT_UPDATE=1 cargo build` has rewritten it.

pub mod manifests;

/// The manifest of the pod, as it was when the crate was built.
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
