//! Compares this crate with the alternatives. `cargo bench --bench ratios` prints a line `NAME VALUE` for each figure.
//!
//! Each ratio is the median of paired rounds in one process. Both sides do the same job with the same pod, and drop the result.
//!
//! | figure | measured | compared with |
//! | --- | --- | --- |
//! | `build_over_raw` | building the web pod, with `build()` and all its rules | the pod as a literal of `k8s_openapi` |
//! | `build_undropped_over_raw` | the same, without dropping the pods | |
//! | `setters_over_raw` | all setters of the web pod, without `build()` | the literal |
//! | `check_over_raw` | the rules alone, on the web pod | the literal |
//! | `check_over_serde_yaml` | the rules alone | `serde_yaml` writing the pod |
//! | `check_allocations` | the allocations of the rules for a valid pod | |
//! | `check_50_containers_over_serde_yaml` | the rules alone, on a pod of 50 containers | `serde_yaml` writing that pod |
//! | `check_50_containers_allocations` | the allocations of the rules for that pod | |
//! | `build_and_yaml_over_raw_serde_yaml` | building, validating and writing the pod | the literal, written by `serde_yaml` |
//! | `yaml_over_json` | writing the pod into a buffer that is large enough | `serde_json::to_writer` |
//! | `serde_yaml_over_yaml` | `serde_yaml` writing the pod | this crate writing the pod |
//! | `yaml_allocations` | the allocations of the writer for one more pod | |
//! | `bulk_speedup` | 10,000 literals, all different, written to a file by `serde_yaml` | building, validating and writing the same pods |
//! | `bulk_peak_bytes_100` | the peak memory in bytes while 100 of these pods are built, validated and written | |
//! | `bulk_peak_bytes_10000` | the same for 10,000 pods | |

#[path = "support/bulk.rs"]
mod bulk;
#[path = "support/checks.rs"]
mod checks;
#[path = "support/paired.rs"]
mod paired;
#[path = "support/web_pod/mod.rs"]
mod web_pod;
#[path = "support/writers.rs"]
mod writers;

use paired::{ratio, ratio_undropped};
use web_pod::{assert_same, built, literal};

fn main() -> std::io::Result<()> {
    assert_same();
    let pod = literal::pod();

    print("build_over_raw", ratio(built::pod, literal::pod));
    print("build_undropped_over_raw", ratio_undropped(built::pod, literal::pod));
    print("setters_over_raw", ratio(built::with_setters, literal::pod));
    print("check_over_raw", checks::check_over_raw(&pod));
    print("check_over_serde_yaml", checks::check_over_serde_yaml(&pod));
    println!("check_allocations {}", checks::check_allocations(&pod));
    let large = literal::with_containers(50);
    print("check_50_containers_over_serde_yaml", checks::check_over_serde_yaml(&large));
    println!("check_50_containers_allocations {}", checks::check_allocations(&large));
    print("build_and_yaml_over_raw_serde_yaml", writers::build_and_yaml_over_raw_serde_yaml());
    print("yaml_over_json", writers::yaml_over_json(&pod));
    print("serde_yaml_over_yaml", writers::serde_yaml_over_yaml(&pod));
    println!("yaml_allocations {}", writers::yaml_allocations(&pod));
    print("bulk_speedup", bulk::speedup()?);
    println!("bulk_peak_bytes_100 {}", bulk::peak_bytes(100)?);
    println!("bulk_peak_bytes_10000 {}", bulk::peak_bytes(10_000)?);
    Ok(())
}

fn print(name: &str, value: f64) {
    println!("{name} {value:.3}");
}
