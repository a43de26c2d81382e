//! Prints the manifest that the build script has written.

fn main() {
    print!("{}", build_manifests::WEB);
}
