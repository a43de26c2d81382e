//! Writes a manifest for the crate itself, and fails the build if the committed manifests are out of date or invalid, or lack
//! something that they refer to.

#[path = "src/manifests.rs"]
mod manifests;

use podwright::build::{self, Lint, Verify};

fn main() -> Result<(), podwright::Error> {
    // The crate includes this manifest, see `src/lib.rs`.
    build::emit_to_out_dir("web.yaml", &manifests::web()?);
    // Flux applies this manifest to the cluster. Flux also commits newer image tags, which stay in the file.
    Verify::new("k8s/shop.yaml").ignore_image_tags().report(&manifests::shop()?);
    // The API server accepts every manifest in this directory, whoever has written it, and every reference leads somewhere.
    Lint::new("k8s/**/*.yaml").complete().report();
    Ok(())
}
