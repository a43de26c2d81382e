//! Each example prints the manifest that stands beside it.
//!
//! After a change that is meant, write it anew: `cargo run --example NAME > examples/NAME.yaml`.

use podwright::Valid;
use podwright::app::App;
use podwright::links::{Completeness, Linker, Links};
use podwright::manifest::{Manifest, Object, Reader, ToManifest};
use podwright::prelude::v1;
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

type Example = (&'static str, fn() -> Result<(String, Vec<Object>), podwright::Error>);

// Kubernetes 1.33 has no variables from files, which `env_everything` shows.
k8s_openapi::k8s_if_le_1_33! {
    examples! {
        myapp_pod::pod "../../examples/myapp_pod.rs",
        sidecar_logging::pod "../../examples/sidecar_logging.rs",
        dynamic_pod::pod "../../examples/dynamic_pod.rs",
        composed_pod::pod "../../examples/composed_pod.rs",
        web_app::app "../../examples/web_app.rs",
        platform_part::app "../../examples/platform_part.rs",
        stateful_db::manifest "../../examples/stateful_db.rs",
        nightly_job::manifest "../../examples/nightly_job.rs",
        per_environment::app "../../examples/per_environment.rs",
    }
}

k8s_openapi::k8s_if_ge_1_34! {
    examples! {
        myapp_pod::pod "../../examples/myapp_pod.rs",
        sidecar_logging::pod "../../examples/sidecar_logging.rs",
        env_everything::pod "../../examples/env_everything.rs",
        dynamic_pod::pod "../../examples/dynamic_pod.rs",
        composed_pod::pod "../../examples/composed_pod.rs",
        web_app::app "../../examples/web_app.rs",
        platform_part::app "../../examples/platform_part.rs",
        stateful_db::manifest "../../examples/stateful_db.rs",
        nightly_job::manifest "../../examples/nightly_job.rs",
        per_environment::app "../../examples/per_environment.rs",
    }
}

fn text(objects: &(impl ToManifest + Objects)) -> Result<(String, Vec<Object>), podwright::Error> {
    Ok((podwright::to_yaml(objects)?, objects.objects()))
}

/// What an example makes.
trait Objects {
    fn objects(&self) -> Vec<Object>;
}

impl Objects for Valid<v1::Pod> {
    fn objects(&self) -> Vec<Object> {
        vec![Object::from(self.clone())]
    }
}

impl Objects for App {
    fn objects(&self) -> Vec<Object> {
        self.manifest().objects()
    }
}

impl Objects for Manifest {
    fn objects(&self) -> Vec<Object> {
        self.iter().cloned().collect()
    }
}

#[test]
fn each_prints_the_manifest_beside_it() {
    for (name, example) in EXAMPLES {
        let path = format!("examples/{name}.yaml");
        let expected = text_of(&path);
        assert_eq!(example().unwrap().0, expected, "{path}");
    }
}

#[test]
fn the_links_of_an_example_are_those_of_its_manifest() {
    let mut references = 0;
    for (name, example) in EXAMPLES {
        let (text, objects) = example().unwrap();
        let typed = Links::between(&objects);
        let linked = Linker::new().link_documents(Reader::new(text.as_bytes()));
        assert!(linked.errors().is_empty(), "{name}");
        assert_eq!(
            format!("{:?}", typed.references()),
            format!("{:?}", linked.links().references()),
            "{name}"
        );
        for completeness in [Completeness::Fragment, Completeness::Complete] {
            assert_eq!(typed.findings(completeness), linked.links().findings(completeness), "{name}");
        }
        references += typed.references().len();
    }
    assert!(references >= 40, "{references}");
}

#[test]
fn the_other_environment_and_the_difference_stand_beside_the_example_too() {
    assert_eq!(
        text(&per_environment::dev().unwrap()).unwrap().0,
        text_of("examples/per_environment/dev.yaml")
    );
    assert_eq!(per_environment::difference().unwrap(), text_of("examples/per_environment/diff.txt"));
}

#[test]
fn an_application_prints_the_diagram_beside_it() {
    let web_app = web_app::app().unwrap().diagram();
    assert_eq!(web_app.to_svg(), text_of("examples/web_app.svg"));
    assert_eq!(web_app.to_mermaid(), text_of("examples/web_app.mmd"));
    let platform = platform_part::app().unwrap().diagram();
    assert_eq!(platform.to_svg(), text_of("examples/platform_part.svg"));
}

#[test]
fn an_application_needs_no_advice() {
    let apps = [web_app::app(), platform_part::app(), per_environment::app(), per_environment::dev()]
        .map(Result::unwrap);
    assert!(apps.iter().all(|app| app.notes().is_empty()), "{apps:?}");
    let others = [stateful_db::manifest(), nightly_job::manifest()].map(Result::unwrap);
    for manifest in apps.map(Manifest::from).into_iter().chain(others) {
        for object in &manifest {
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
