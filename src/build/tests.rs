//! What build scripts print, and what they write.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;
use std::{env, fs, process};

use k8s_openapi::api::core::v1;

use super::*;
use crate::Valid;
#[cfg(feature = "lint")]
use crate::links::{External, LinkSink};
use crate::manifest::{Manifest, Object, Yaml};
use crate::prelude::{Container, Pod};
#[cfg(feature = "lint")]
use crate::rules::KubeVersion;
use crate::{image, name};

/// The package of a test, with an `OUT_DIR` in it. It is removed when the test ends.
struct Package(PathBuf);

impl Package {
    fn new(test: &str) -> Self {
        let path = env::temp_dir().join(format!("podwright-build-{}-{test}", process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("out")).unwrap();
        Self(path)
    }

    /// Returns what the script prints for cargo.
    fn says(&self, update: Option<&str>, script: impl FnOnce(&mut Cargo<'_>)) -> String {
        let var = |name: &str| match name {
            "CARGO_MANIFEST_DIR" => Some(self.0.clone().into_os_string()),
            "OUT_DIR" => Some(self.0.join("out").into_os_string()),
            UPDATE => update.map(OsString::from),
            _ => None,
        };
        let (mut out, mut shown) = (Vec::new(), BTreeSet::new());
        script(&mut Cargo::new(&mut out, &var, &mut shown));
        String::from_utf8(out).unwrap()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn namespace(name: &str) -> Object {
    let mut namespace = v1::Namespace::default();
    namespace.metadata.name = Some(name.to_owned());
    Object::unvalidated(namespace).unwrap()
}

const YAML: &str = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n";

#[test]
fn emitted_files_are_watched_in_the_package_and_not_in_out_dir() {
    let package = Package::new("emit");
    let yaml = Yaml::new().header("Written by build.rs.");
    let emit = Emit::new("k8s/a/shop.yaml").yaml(yaml);
    let said = package.says(None, |cargo| cargo.emit(&emit, &namespace("shop")));
    assert_eq!(said, "cargo::rerun-if-changed=k8s/a/shop.yaml\n");
    assert_eq!(package.read("k8s/a/shop.yaml"), format!("# Written by build.rs.\n{YAML}"));
    let said = package.says(None, |cargo| {
        cargo.emit(&Emit::to_out_dir("k8s/shop.yaml"), &namespace("shop"));
    });
    assert_eq!(said, "");
    assert_eq!(package.read("out/k8s/shop.yaml"), YAML);
}

#[test]
fn an_absolute_path_is_itself() {
    let package = Package::new("absolute");
    let path = package.0.join("x.yaml");
    let said = package.says(None, |cargo| cargo.emit(&Emit::new(&path), &namespace("shop")));
    assert_eq!(said, format!("cargo::rerun-if-changed={}\n", path.display()));
    assert_eq!(package.read("x.yaml"), YAML);
}

#[test]
fn what_cannot_be_emitted_is_an_error() {
    let package = Package::new("errors");
    fs::write(package.0.join("file"), "").unwrap();
    let said = package.says(None, |cargo| {
        cargo.emit(&Emit::new("file/x.yaml"), &namespace("shop"));
        cargo.emit(&Emit::new("out"), &namespace("shop"));
    });
    let lines: Vec<_> = said.lines().collect();
    assert!(lines[1].starts_with("cargo::error=") && lines[1].contains("file cannot be written: "), "{said}");
    assert_eq!(
        lines[3],
        format!("cargo::error={} cannot be written: is a directory", package.0.join("out").display())
    );
    let (mut out, mut shown) = (Vec::new(), BTreeSet::new());
    Cargo::new(&mut out, &|_| None, &mut shown).emit(&Emit::to_out_dir("x"), &namespace("shop"));
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "cargo::error=x cannot be written: OUT_DIR is not set, as it is for build scripts\n"
    );
}

const WATCHED: &str = "cargo::rerun-if-changed=k8s/shop.yaml\ncargo::rerun-if-env-changed=PODWRIGHT_UPDATE\n";

#[test]
fn a_drift_is_reported_line_by_line_and_mended_when_asked() {
    let package = Package::new("verify");
    let verify = |update, name| {
        package.says(update, |cargo| cargo.verify(&Verify::new("k8s/shop.yaml"), &namespace(name)))
    };
    let missing = format!(
        "{WATCHED}cargo::error=k8s/shop.yaml is missing\ncargo::error=to rewrite it: PODWRIGHT_UPDATE=1 cargo build\n"
    );
    for update in [None, Some(""), Some("0")] {
        assert_eq!(verify(update, "shop"), missing);
    }
    assert!(!package.0.join("k8s").exists());
    let rewritten = format!("{WATCHED}cargo::warning=k8s/shop.yaml has been rewritten\n");
    assert_eq!(verify(Some("1"), "shop"), rewritten);
    assert_eq!(package.read("k8s/shop.yaml"), YAML);
    assert_eq!(verify(Some("1"), "shop"), WATCHED);
    assert_eq!(verify(None, "shop"), WATCHED);
    assert_eq!(
        verify(None, "web"),
        format!(
            "{WATCHED}cargo::error=k8s/shop.yaml is not what the program writes (-: the file, +: the program)
cargo::error=  @@ -1 +1 @@
cargo::error=   apiVersion: v1
cargo::error=   kind: Namespace
cargo::error=   metadata:
cargo::error=  -  name: shop
cargo::error=  +  name: web
cargo::error=to rewrite it: PODWRIGHT_UPDATE=1 cargo build
"
        )
    );
    assert_eq!(package.read("k8s/shop.yaml"), YAML);
    assert_eq!(verify(Some("1"), "web"), rewritten);
    assert_eq!(package.read("k8s/shop.yaml"), YAML.replace("shop", "web"));
}

#[test]
fn a_text_is_verified_as_a_manifest_is() {
    let package = Package::new("text");
    let verify =
        |update, text| package.says(update, |cargo| cargo.verify_text(Path::new("k8s/shop.yaml"), text));
    assert!(verify(None, "a: [\n").contains("cargo::error=k8s/shop.yaml is missing\n"));
    assert!(verify(Some("1"), "a: [\n").ends_with("cargo::warning=k8s/shop.yaml has been rewritten\n"));
    assert_eq!(package.read("k8s/shop.yaml"), "a: [\n");
    assert_eq!(verify(None, "a: [\n"), WATCHED);
    let said = verify(None, "b: [\n");
    assert!(said.contains("cargo::error=  -a: [\ncargo::error=  +b: [\n"), "{said}");
    assert!(said.ends_with("cargo::error=to rewrite it: PODWRIGHT_UPDATE=1 cargo build\n"), "{said}");
    // What is set for manifests has no effect.
    let file = Verify::new(package.0.join("k8s/shop.yaml")).ignore("spec").ignore_image_tags();
    assert!(file.check_text("a: [\r\n").is_err() && file.check_text("a: [\n").is_ok());
    assert_eq!(file.update_text("c").unwrap(), FileChange::Changed);
    assert_eq!(file.update_text("c").unwrap(), FileChange::Unchanged);
}

/// A pod with a warning of the API server (its name is no label) and advice (its image has no tag).
fn doubtful(name: &str) -> Valid<v1::Pod> {
    let pod = Pod::builder(name.parse().unwrap()).namespace(name!("shop"));
    pod.main(Container::new(name!("main"), image!("nginx"))).build().unwrap()
}

const TAG: &str = "has no tag, so that any release may run [advice-image-tag]";

#[test]
fn warnings_and_advice_are_shown_for_each_object() {
    let package = Package::new("warnings");
    let (web, db) = (doubtful("web.example.com"), doubtful("db"));
    let of_web = format!(
            "cargo::warning=pod \"web.example.com\" in namespace \"shop\": metadata.name: {} [warn-pod-name-no-label]
cargo::warning=pod \"web.example.com\" in namespace \"shop\": spec.containers[0].image: {TAG}
",
            web.warnings()[0].message()
        );
    let of_db = format!("cargo::warning=pod \"db\" in namespace \"shop\": spec.containers[0].image: {TAG}\n");
    let emit = Emit::to_out_dir("web.yaml");

    assert_eq!(package.says(None, |cargo| cargo.emit(&emit, &web)), of_web);
    assert_eq!(package.says(None, |cargo| cargo.emit(&emit, &&web)), of_web);
    let object = Object::from(web.clone());
    assert_eq!(package.says(None, |cargo| cargo.emit(&emit, &object)), of_web);
    let manifest = Manifest::of([Object::from(web), Object::from(db), namespace("shop")]).unwrap();
    assert_eq!(package.says(None, |cargo| cargo.emit(&emit, &manifest)), of_web + &of_db);
}

#[test]
fn a_warning_is_shown_once_however_often_its_object_is_written() {
    let package = Package::new("once");
    let pod = doubtful("web");
    let manifest = Manifest::of([pod.clone()]).unwrap();
    let said = package.says(Some("1"), |cargo| {
        cargo.emit(&Emit::to_out_dir("web.yaml"), &pod);
        cargo.verify(&Verify::new("k8s/shop.yaml"), &manifest);
    });
    assert_eq!(said.matches("advice-image-tag").count(), 1, "{said}");
}

#[test]
fn a_manifest_that_differs_is_warned_of_too() {
    let package = Package::new("both");
    for (update, wanted) in [(None, "k8s/shop.yaml is missing"), (Some("1"), "has been rewritten")] {
        let said =
            package.says(update, |cargo| cargo.verify(&Verify::new("k8s/shop.yaml"), &doubtful("web")));
        assert!(said.contains(wanted) && said.contains(TAG), "{said}");
    }
}

#[test]
fn what_is_allowed_is_not_shown() {
    let package = Package::new("allowed");
    let pod = doubtful("web.example.com");
    let said = package.says(Some("1"), |cargo| {
        cargo.emit(&Emit::new("web.yaml").allow("advice-image-tag"), &pod);
        cargo.verify(&Verify::new("k8s/shop.yaml").allow("advice-image-tag"), &pod);
    });
    assert!(!said.contains("advice-image-tag"), "{said}");
    assert_eq!(said.matches("warn-pod-name-no-label").count(), 1, "{said}");
    let both = Emit::to_out_dir("web.yaml").allow("advice-image-tag").allow("warn-pod-name-no-label");
    assert_eq!(package.says(None, |cargo| cargo.emit(&both, &pod)), "");
}

#[test]
fn an_unknown_id_to_be_allowed_is_an_error() {
    let package = Package::new("unknown");
    let unknown =
        "cargo::error=no warning and no advice has the id \"advice-image\", which is to be allowed\n";
    let emit = Emit::to_out_dir("web.yaml").allow("advice-image");
    assert_eq!(package.says(None, |cargo| cargo.emit(&emit, &namespace("shop"))), unknown);
    let verify = Verify::new("out/web.yaml").allow("advice-image");
    let said = package.says(None, |cargo| cargo.verify(&verify, &namespace("shop")));
    assert!(said.ends_with(unknown), "{said}");
    #[cfg(feature = "lint")]
    {
        let said = package.says(None, |cargo| cargo.lint(&Lint::new("out/*").allow("advice-image")));
        assert_eq!(said, format!("cargo::rerun-if-changed=out\n{unknown}"));
    }
}

#[cfg(feature = "lint")]
#[test]
fn what_a_lint_allows_is_not_shown() {
    let package = Package::new("lint-allowed");
    fs::write(package.0.join("web.yaml"), crate::to_yaml(&doubtful("web")).unwrap()).unwrap();
    let said = package.says(None, |cargo| cargo.lint(&Lint::new("web.yaml")));
    assert_eq!(said.matches(TAG).count(), 1, "{said}");
    let said = package.says(None, |cargo| cargo.lint(&Lint::new("web.yaml").allow("advice-image-tag")));
    assert_eq!(said, "cargo::rerun-if-changed=web.yaml\n");
}

#[cfg(feature = "lint")]
#[test]
fn problems_of_manifests_are_errors_with_their_place() {
    let package = Package::new("lint");
    fs::create_dir_all(package.0.join("k8s/a")).unwrap();
    let pod = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - {name: web, image: nginx}\n";
    fs::write(package.0.join("k8s/good.yaml"), format!("{pod}---\n{YAML}")).unwrap();
    let bad = pod.replace("image:", "imagee: x, image:").replace("name: web\n", "name: Web\n");
    fs::write(package.0.join("k8s/a/bad.yaml"), format!("{YAML}---\n{bad}---\na: b: c\n")).unwrap();
    let lint = |lint: Lint| package.says(None, |cargo| cargo.lint(&lint));
    assert_eq!(
            lint(Lint::new("k8s/**/*.yaml")),
            "cargo::rerun-if-changed=k8s
cargo::error=k8s/a/bad.yaml:12:17: spec.containers[0].imagee: unknown field, did you mean `image`?
cargo::error=k8s/a/bad.yaml:14:4: a value without quotes cannot have a colon before a space or at its end: put the value in quotes: \"b: c\"
cargo::warning=k8s/good.yaml:7:24: spec.containers[0].image: has no tag, so that any release may run [advice-image-tag]
"
        );
    assert_eq!(
        lint(Lint::new("k8s/*.yml")),
        "cargo::rerun-if-changed=k8s\ncargo::error=\"k8s/*.yml\" matches no file\n"
    );
    assert!(lint(Lint::new("k8s/[")).contains("cargo::error=\"k8s/[\" is not a pattern: "));
    let many = Lint::new("k8s/good.yaml").kubernetes(KubeVersion::V1_33).kubernetes(KubeVersion::V1_36);
    let said = lint(many);
    assert!(
        said.contains("may run (Kubernetes 1.33) [advice-image-tag]\n")
            && said.contains("may run (Kubernetes 1.36) [advice-image-tag]\n"),
        "{said}"
    );
}

#[cfg(feature = "lint")]
const WEB: &str = "apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
  - name: web
    image: acme/web:1
    env:
    - name: LEVEL
      valueFrom: {configMapKeyRef: {name: web, key: lvl}}
    envFrom:
    - secretRef: {name: db}
";

#[cfg(feature = "lint")]
const CONFIG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {level: info}\n";

#[cfg(feature = "lint")]
const NO_KEY: &str = "cargo::error=k8s/web.yaml:10:53: Pod \"web\" spec.containers[0].env[0].valueFrom.configMapKeyRef.key: ConfigMap \"web\" has no key \"lvl\"; it has \"level\" [link-key-missing]\n";

#[cfg(feature = "lint")]
const NO_SECRET: &str = "cargo::error=k8s/web.yaml:12:25: Pod \"web\" spec.containers[0].envFrom[0].secretRef.name: Secret \"db\" is not in the set [link-secret-missing]\n";

#[cfg(feature = "lint")]
#[test]
fn references_of_the_files_of_a_lint_are_resolved() {
    let package = Package::new("lint-links");
    fs::create_dir_all(package.0.join("k8s/more")).unwrap();
    fs::write(package.0.join("k8s/web.yaml"), WEB).unwrap();
    fs::write(package.0.join("k8s/more/config.yaml"), CONFIG).unwrap();
    let lint = |lint: Lint| package.says(None, |cargo| cargo.lint(&lint));
    let watched = "cargo::rerun-if-changed=k8s\n";
    let of_all = || Lint::new("k8s/**/*.yaml");

    // Of a part of an application, parts of present objects are reported. Other objects may be elsewhere.
    assert_eq!(lint(of_all()), format!("{watched}{NO_KEY}"));
    assert_eq!(lint(Lint::new("k8s/*.yaml")), watched);
    assert_eq!(lint(of_all().complete()), format!("{watched}{NO_KEY}{NO_SECRET}"));
    let external = External::object("Secret", "db").made_by("an operator");
    assert_eq!(lint(of_all().complete().external(external)), format!("{watched}{NO_KEY}"));
    assert_eq!(lint(of_all().allow("link-key-missing")), watched);

    // Several patterns are one set, and a file that two of them match is in it once.
    let two = Lint::new("k8s/*.yaml").pattern("k8s/more/*.yaml").pattern("k8s/**/web.yaml");
    let watched_all = format!("{watched}cargo::rerun-if-changed=k8s/more\n{watched}");
    assert_eq!(lint(two), format!("{watched_all}{NO_KEY}"));
    // Each lint is a set of its own.
    let said = package.says(None, |cargo| {
        cargo.lint(&Lint::new("k8s/*.yaml"));
        cargo.lint(&Lint::new("k8s/more/*.yaml").complete());
    });
    assert!(!said.contains("link-"), "{said}");
}

#[cfg(feature = "lint")]
#[test]
fn notes_are_warnings_and_what_cannot_be_read_makes_a_fragment() {
    let package = Package::new("lint-notes");
    fs::create_dir_all(package.0.join("k8s")).unwrap();
    fs::write(package.0.join("k8s/web.yaml"), WEB.replace("lvl", "level")).unwrap();
    fs::write(package.0.join("k8s/a.yaml"), CONFIG).unwrap();
    fs::write(package.0.join("k8s/b.yaml"), CONFIG.replace("info", "debug")).unwrap();
    let lint = |lint: Lint| package.says(None, |cargo| cargo.lint(&lint));
    let of_all = || Lint::new("k8s/*.yaml").allow("link-secret-missing");
    let twice = "cargo::warning=k8s/a.yaml:3:18: ConfigMap \"web\": is in the set more than once: these are alternatives, and references to it stay open; keep one; also k8s/b.yaml:3:18: ConfigMap \"web\" [link-object-twice]\n";
    let watched = "cargo::rerun-if-changed=k8s\n";
    // Of a part of an application, alternatives may stand beside each other.
    assert_eq!(lint(of_all()), watched);
    assert_eq!(lint(of_all().complete()), format!("{watched}{twice}"));
    assert_eq!(lint(of_all().complete().allow("link-object-twice")), watched);
    let one = Lint::new("k8s/[aw]*.yaml");
    assert_eq!(lint(one.clone().complete()), format!("{watched}{NO_SECRET}"));

    // A custom resource may make the secret, unless it is described.
    let custom = "apiVersion: example.com/v1\nkind: Database\nmetadata: {name: db}\nspec: {}\n";
    fs::write(package.0.join("k8s/again.yaml"), custom).unwrap();
    assert!(lint(one.clone().complete()).contains("[link-made-by-custom]"));
    let nothing = |_: &serde_json::Value, _: &mut LinkSink| {};
    let described = one.clone().complete().custom("example.com", "Database", nothing);
    assert_eq!(lint(described), format!("{watched}{NO_SECRET}"));
    let secret = |_: &serde_json::Value, found: &mut LinkSink| {
        found.provides("Secret", "db", None);
    };
    assert_eq!(lint(one.clone().complete().custom("example.com", "Database", secret)), watched);

    fs::write(package.0.join("k8s/again.yaml"), "{{ template }}\n").unwrap();
    let said = lint(one.complete());
    assert!(said.contains("cargo::error=k8s/again.yaml:1:"), "{said}");
    assert!(
            said.contains(
                "cargo::warning=the set is treated as a fragment, because this could not be read: k8s/again.yaml:1:"
            ),
            "{said}"
        );
    assert!(!said.contains("link-secret-missing"), "{said}");
}

#[cfg(feature = "lint")]
#[test]
fn objects_without_a_namespace_are_in_that_of_the_apply() {
    let package = Package::new("lint-namespace");
    fs::create_dir_all(package.0.join("k8s")).unwrap();
    let config = CONFIG.replace("{name: web}", "{name: web, namespace: shop}");
    fs::write(package.0.join("k8s/web.yaml"), format!("{}---\n{config}", WEB.replace("lvl", "level")))
        .unwrap();
    let lint = |lint: Lint| package.says(None, |cargo| cargo.lint(&lint));
    let complete = || Lint::new("k8s/*.yaml").complete().allow("link-secret-missing");
    assert_eq!(lint(complete()), "cargo::rerun-if-changed=k8s\n");
    let said = lint(complete().namespace("other"));
    assert!(
        said.contains("ConfigMap \"web\" is in namespace \"shop\", not in \"other\" [link-object-elsewhere]"),
        "{said}"
    );
}

#[test]
fn what_an_update_cannot_mend_does_not_ask_for_one() {
    let package = Package::new("path");
    for update in [None, Some("1")] {
        let verify = Verify::new("k8s/shop.yaml").ignore("spec.replicas");
        let said = package.says(update, |cargo| cargo.verify(&verify, &namespace("shop")));
        assert_eq!(
            said,
            format!(
                "{WATCHED}cargo::error=k8s/shop.yaml: \"spec.replicas\" is to be ignored, but the program writes no such field\n"
            )
        );
    }
    assert!(!package.0.join("k8s").exists());
}
