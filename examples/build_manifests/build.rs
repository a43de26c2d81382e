//! Writes a manifest for the crate itself, and sees to it that the committed ones are up to date and fit for a cluster.

#[path = "src/manifests.rs"]
mod manifests;

use podwright::build::{self, Verify};

fn main() -> Result<(), podwright::Error> {
    // For the crate, which includes it: `src/lib.rs`.
    build::emit_to_out_dir("web.yaml", &manifests::web()?);
    // For the cluster, which Flux keeps as the repository has it. Flux also commits newer tags, and they may stay.
    Verify::new("k8s/shop.yaml").ignore_image_tags().report(&manifests::shop()?);
    // Whatever stands there, whoever has written it, is what a cluster accepts.
    build::lint("k8s/**/*.yaml");
    Ok(())
}
