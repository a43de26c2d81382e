//! Times for building, validating and writing the web pod, and for the same pod as a raw literal: `cargo bench --bench web_pod`.

#[path = "support/web_pod/mod.rs"]
mod web_pod;

use divan::{AllocProfiler, Bencher};
use web_pod::{assert_same, built, literal};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    assert_same();
    divan::main();
}

mod make {
    use k8s_openapi::api::core::v1;
    use podwright::Valid;
    use podwright::pod::{HasMain, PodBuilder};

    use super::{built, literal};

    #[divan::bench]
    fn raw_literal() -> v1::Pod {
        literal::pod()
    }

    /// Without `build()`, which collects the parts and validates them.
    #[divan::bench]
    fn with_setters() -> PodBuilder<HasMain> {
        built::with_setters()
    }

    #[divan::bench]
    fn built_and_validated() -> Valid<v1::Pod> {
        built::pod()
    }
}

mod check {
    use k8s_openapi::api::core::v1;
    use podwright::Valid;

    use super::{Bencher, literal};

    #[divan::bench]
    fn web(bencher: Bencher<'_, '_>) {
        check(bencher, &literal::pod());
    }

    /// For a pod like the web pod.
    #[divan::bench]
    fn of_50_containers(bencher: Bencher<'_, '_>) {
        check(bencher, &literal::with_containers(50));
    }

    fn check(bencher: Bencher<'_, '_>, pod: &v1::Pod) {
        bencher.bench_local(|| Valid::new(pod).expect("the pod breaks no rule"));
    }
}

mod write {
    use super::{Bencher, built, literal};

    #[divan::bench]
    fn yaml(bencher: Bencher<'_, '_>) {
        let pod = built::pod();
        bencher.bench_local(|| podwright::to_yaml(&pod));
    }

    #[divan::bench]
    fn json(bencher: Bencher<'_, '_>) {
        let pod = built::pod();
        bencher.bench_local(|| podwright::to_json(&pod));
    }

    #[divan::bench]
    fn raw_serde_yaml(bencher: Bencher<'_, '_>) {
        let pod = literal::pod();
        bencher.bench_local(|| serde_yaml::to_string(&pod).expect("a pod is always valid YAML"));
    }

    #[divan::bench]
    fn raw_serde_json(bencher: Bencher<'_, '_>) {
        let pod = literal::pod();
        bencher.bench_local(|| serde_json::to_string(&pod).expect("a pod is always valid JSON"));
    }
}

mod make_and_write {
    use super::{built, literal};

    #[divan::bench]
    fn built_yaml() -> String {
        podwright::to_yaml(&built::pod()).expect("a pod is always valid YAML")
    }

    #[divan::bench]
    fn raw_serde_yaml() -> String {
        serde_yaml::to_string(&literal::pod()).expect("a pod is always valid YAML")
    }
}
