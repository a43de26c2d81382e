//! Builds the package in `examples/build_manifests` with cargo. Its build script writes and verifies manifests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the package. It depends on this crate by its path, and has the lock file of this crate.
struct Package {
    directory: PathBuf,
    target: PathBuf,
}

impl Package {
    fn copy() -> Self {
        let podwright = podwright_tests::root();
        let of_this_test = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_manifests");
        let package = Self { directory: of_this_test.join("package"), target: of_this_test.join("target") };
        let _ = fs::remove_dir_all(&package.directory);
        for directory in ["src", "k8s"] {
            fs::create_dir_all(package.directory.join(directory)).unwrap();
        }
        let example = podwright.join("examples/build_manifests");
        for file in [
            "Cargo.toml",
            "build.rs",
            "src/lib.rs",
            "src/main.rs",
            "src/manifests.rs",
            "k8s/cache.yaml",
            "k8s/shop.yaml",
        ] {
            fs::copy(example.join(file), package.directory.join(file)).unwrap();
        }
        let here = format!("path = {:?}", podwright.to_str().unwrap());
        package.edit("Cargo.toml", "path = \"../..\"", &here);
        fs::copy(podwright.join("Cargo.lock"), package.directory.join("Cargo.lock")).unwrap();
        package
    }

    fn cargo(&self, command: &str, update: Option<&str>) -> Output {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args([command, "--offline", "--verbose", "--target-dir"]).arg(&self.target);
        cargo.current_dir(&self.directory).env("CARGO_TERM_COLOR", "never").env_remove("PODWRIGHT_UPDATE");
        // Without debug information, what the build script and the program depend on is compiled once for both.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
        cargo.envs(update.map(|update| ("PODWRIGHT_UPDATE", update))).output().unwrap()
    }

    /// Returns the output of a build that succeeds.
    fn builds(&self, update: Option<&str>) -> String {
        let output = self.cargo("build", update);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        said
    }

    /// Returns the errors of a build that fails.
    fn fails(&self) -> String {
        let output = self.cargo("build", None);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success(), "{said}");
        let errors = said.lines().filter_map(|line| line.strip_prefix("error: build_manifests@0.1.0: "));
        errors.collect::<Vec<_>>().join("\n")
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.directory.join(file)).unwrap()
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no {from}");
        fs::write(self.directory.join(file), text.replace(from, to)).unwrap();
    }
}

fn runs_the_script(said: &str) -> bool {
    said.contains("/build-script-build`")
}

#[test]
fn manifests_are_written_and_verified_while_the_package_builds() {
    let package = Package::copy();
    let committed = package.read("k8s/shop.yaml");
    assert!(committed.contains("# {\"$imagepolicy\": \"flux-system:web\"}"), "{committed}");

    // The package builds, and includes the manifest that the build script has written.
    let output = package.cargo("run", None);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.starts_with("apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n"), "{printed}");
    assert!(printed.contains("image: ghcr.io/acme/web:1.4.2\n"), "{printed}");
    assert_eq!(package.read("k8s/shop.yaml"), committed);

    // Without a change the script does not run again.
    let said = package.builds(None);
    assert!(said.contains("Fresh build_manifests") && !runs_the_script(&said), "{said}");

    // A newer tag is not a difference.
    package.edit("k8s/shop.yaml", "acme/web:1.5.0", "acme/web:1.6.0");
    assert!(runs_the_script(&package.builds(None)));

    // Any other change is one, and the error says what to do.
    let bumped = package.read("k8s/shop.yaml");
    package.edit("k8s/shop.yaml", "greeting: Good morning", "greeting: Good evening");
    let drift = "k8s/shop.yaml is not what the program writes (-: the file, +: the program)
  @@ -4 +4 @@
     name: web
     namespace: shop
   data:
  -  greeting: Good evening
  +  greeting: Good morning
   ---
   apiVersion: v1
   kind: Pod
to rewrite it: PODWRIGHT_UPDATE=1 cargo build";
    assert_eq!(package.fails(), drift);
    assert_eq!(package.fails(), drift);

    // An update rewrites the file. It keeps the newer tag and the comment after it.
    let said = package.builds(Some("1"));
    assert!(said.contains("warning: build_manifests@0.1.0: k8s/shop.yaml has been rewritten\n"), "{said}");
    assert_eq!(package.read("k8s/shop.yaml"), bumped);
    assert!(bumped.contains("image: ghcr.io/acme/web:1.6.0 # {\"$imagepolicy\": \"flux-system:web\"}\n"));
    package.builds(None);
    let said = package.builds(None);
    assert!(!runs_the_script(&said), "{said}");

    // If the program changes, the file must change too.
    package.edit("src/manifests.rs", "Good morning", "Hello");
    let said = package.fails();
    assert!(said.contains("\n  -  greeting: Good morning\n  +  greeting: Hello\n"), "{said}");
    package.builds(Some("1"));
    assert_eq!(package.read("k8s/shop.yaml"), bumped.replace("Good morning", "Hello"));

    // Manifests that others have written are validated too. Each problem has a position.
    package.edit("k8s/cache.yaml", "memory: 128Mi", "memory: 128MB");
    package.edit("k8s/cache.yaml", "targetPort", "targetport");
    let limits = r#"k8s/cache.yaml:21:28: spec.template.spec.containers[0].resources.limits[memory]: Invalid value: "128MB": "#;
    let said = package.fails();
    assert!(said.starts_with(limits), "{said}");
    let port = "\nk8s/cache.yaml:34:18: spec.ports[0].targetport: unknown field, did you mean `targetPort`?";
    assert!(said.ends_with(port), "{said}");
    package.edit("k8s/cache.yaml", "memory: 128MB", "memory: 128Mi");
    package.edit("k8s/cache.yaml", "targetport", "targetPort");

    // The directory is a whole application: what a manifest refers to is in it, with the key that is asked for.
    let reference = "spec.template.spec.containers[0].env[0].valueFrom.configMapKeyRef";
    package.edit("k8s/cache.yaml", "key: max-memory", "key: maxmemroy");
    assert_eq!(
        package.fails(),
        format!(
            "k8s/cache.yaml:24:68: Deployment \"shop/cache\" {reference}.key: ConfigMap \"shop/cache-settings\" has no key \
             \"maxmemroy\"; did you mean \"max-memory\"? It has \"max-memory\" [link-key-missing]"
        )
    );
    package.edit("k8s/cache.yaml", "key: maxmemroy", "key: max-memory");
    package.edit("k8s/cache.yaml", "name: cache-settings, key", "name: cache-setings, key");
    assert_eq!(
        package.fails(),
        format!(
            "k8s/cache.yaml:24:47: Deployment \"shop/cache\" {reference}.name: ConfigMap \"shop/cache-setings\" is not in the \
             set; did you mean \"cache-settings\"? [link-config-map-missing]"
        )
    );
    package.edit("k8s/cache.yaml", "name: cache-setings, key", "name: cache-settings, key");

    // Advice is a warning of the build. It is shown once, although the pod is written to two files.
    package.edit("src/manifests.rs", "acme/web:1.4.2", "acme/web");
    let said = package.builds(None);
    let advice = "warning: build_manifests@0.1.0: pod \"web\" in namespace \"shop\": spec.containers[0].image: \
                  has no tag, so that any release may run [advice-image-tag]\n";
    assert_eq!(said.matches(advice).count(), 1, "{said}");
    package.edit("src/manifests.rs", "acme/web", "acme/web:1.4.2");

    // A pod that the API server would reject fails the build.
    package.edit("src/manifests.rs", ".main(main);", ".main(main.clone()).container(main);");
    let output = package.cargo("build", None);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("spec.containers[1].name: Duplicate value: \"web\""), "{said}");
    package.edit("src/manifests.rs", ".main(main.clone()).container(main);", ".main(main);");

    fs::remove_file(package.directory.join("k8s/shop.yaml")).unwrap();
    assert_eq!(package.fails(), "k8s/shop.yaml is missing\nto rewrite it: PODWRIGHT_UPDATE=1 cargo build");
}

/// Asserts that the list of copied files has every file of the package.
#[test]
fn the_copy_is_complete() {
    let example = podwright_tests::root().join("examples/build_manifests");
    let names = |directory: &str| {
        let files = fs::read_dir(example.join(directory)).unwrap();
        let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| !matches!(name.as_str(), "target" | "Cargo.lock"));
        names.sort();
        names
    };
    assert_eq!(names(""), ["Cargo.toml", "build.rs", "k8s", "src"]);
    assert_eq!(names("src"), ["lib.rs", "main.rs", "manifests.rs"]);
    assert_eq!(names("k8s"), ["cache.yaml", "shop.yaml"]);
}
