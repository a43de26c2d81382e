//! Each example prints the manifest that stands beside it.
//!
//! After a change that is meant, write it anew: `cargo run --example NAME > examples/NAME.yaml`.

use podwright::manifest::ToManifest;
use podwright_tests::{root, text_of};

macro_rules! examples {
    ($($name:ident::$function:ident $path:literal),+ $(,)?) => {
        $(
            #[path = $path]
            #[expect(dead_code, reason = "the test takes what `main` prints")]
            mod $name;
        )+

        /// The examples, with the manifests that they print.
        const EXAMPLES: &[Example] = &[$((stringify!($name), || text(&$name::$function()?))),+];
    };
}

type Example = (&'static str, fn() -> Result<String, podwright::Error>);

// Kubernetes 1.33 has no variables from files, which `env_everything` shows.
k8s_openapi::k8s_if_le_1_33! {
    examples! {
        myapp_pod::pod "../../examples/myapp_pod.rs",
        sidecar_logging::pod "../../examples/sidecar_logging.rs",
        dynamic_pod::pod "../../examples/dynamic_pod.rs",
        composed_pod::pod "../../examples/composed_pod.rs",
        web_app::manifest "../../examples/web_app.rs",
        stateful_db::manifest "../../examples/stateful_db.rs",
        nightly_job::manifest "../../examples/nightly_job.rs",
        per_environment::manifest "../../examples/per_environment.rs",
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    examples! {
        myapp_pod::pod "../../examples/myapp_pod.rs",
        sidecar_logging::pod "../../examples/sidecar_logging.rs",
        env_everything::pod "../../examples/env_everything.rs",
        dynamic_pod::pod "../../examples/dynamic_pod.rs",
        composed_pod::pod "../../examples/composed_pod.rs",
        web_app::manifest "../../examples/web_app.rs",
        stateful_db::manifest "../../examples/stateful_db.rs",
        nightly_job::manifest "../../examples/nightly_job.rs",
        per_environment::manifest "../../examples/per_environment.rs",
    }
}

fn text(objects: &impl ToManifest) -> Result<String, podwright::Error> {
    Ok(podwright::to_yaml(objects)?)
}

#[test]
fn each_prints_the_manifest_beside_it() {
    for (name, example) in EXAMPLES {
        let path = format!("examples/{name}.yaml");
        let expected = text_of(&path);
        assert_eq!(example().unwrap(), expected, "{path}");
    }
}

#[test]
fn the_other_environment_and_the_difference_stand_beside_the_example_too() {
    assert_eq!(text(&per_environment::dev().unwrap()).unwrap(), text_of("examples/per_environment/dev.yaml"));
    assert_eq!(per_environment::difference().unwrap(), text_of("examples/per_environment/diff.txt"));
}

#[test]
fn an_application_needs_no_advice() {
    for manifest in [
        web_app::manifest(),
        stateful_db::manifest(),
        nightly_job::manifest(),
        per_environment::manifest(),
        per_environment::dev(),
    ] {
        for object in &manifest.unwrap() {
            let said: Vec<_> = object.warnings().into_iter().chain(object.advice()).collect();
            assert!(said.is_empty(), "{object}: {said:?}");
        }
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
