//! Each example prints the manifest that stands beside it.
//!
//! After a change that is meant, write it anew: `cargo run --example NAME > examples/NAME.yaml`.

use k8s_openapi::api::core::v1;
use podwright::Valid;
use podwright_tests::{root, text_of};

macro_rules! examples {
    ($($name:ident $path:literal),+ $(,)?) => {
        $(
            #[path = $path]
            #[expect(dead_code, reason = "the test takes the pod itself, not what `main` prints")]
            mod $name;
        )+

        /// The examples, with the pods that they print.
        const EXAMPLES: &[Example] = &[$((stringify!($name), $name::pod)),+];
    };
}

type Example = (&'static str, fn() -> Result<Valid<v1::Pod>, podwright::Error>);

// Kubernetes 1.33 has no variables from files, which `env_everything` shows.
k8s_openapi::k8s_if_le_1_33! {
    examples! {
        myapp_pod "../../examples/myapp_pod.rs",
        sidecar_logging "../../examples/sidecar_logging.rs",
        dynamic_pod "../../examples/dynamic_pod.rs",
        composed_pod "../../examples/composed_pod.rs",
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    examples! {
        myapp_pod "../../examples/myapp_pod.rs",
        sidecar_logging "../../examples/sidecar_logging.rs",
        env_everything "../../examples/env_everything.rs",
        dynamic_pod "../../examples/dynamic_pod.rs",
        composed_pod "../../examples/composed_pod.rs",
    }
}

#[test]
fn each_prints_the_manifest_beside_it() {
    for (name, pod) in EXAMPLES {
        let path = format!("examples/{name}.yaml");
        let expected = text_of(&path);
        assert_eq!(podwright::to_yaml(&pod().unwrap()).unwrap(), expected, "{path}");
    }
}

#[test]
fn every_manifest_has_its_example() {
    for entry in std::fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap();
            let tested = include_str!("examples.rs").contains(&format!("../../examples/{name}.rs"));
            assert!(tested, "{} is not tested", path.display());
            assert!(
                root().join("examples").join(name).with_extension("rs").exists(),
                "{name} has no program"
            );
        }
    }
}
