//! How this crate compares, one figure a line: `cargo bench --bench ratios` prints `NAME VALUE`.
//!
//! Each is the median of paired rounds in this one process, both sides doing the same work with the same pod.

#[path = "support/paired.rs"]
mod paired;
#[path = "support/web_pod/mod.rs"]
mod web_pod;

use paired::{ratio, ratio_undropped};
use web_pod::{assert_same, built, literal};

fn main() {
    assert_same();

    print("build_over_raw", ratio_undropped(built::pod, literal::pod));
    print("build_and_drop_over_raw", ratio(built::pod, literal::pod));
    print("said_over_raw", ratio_undropped(built::said, literal::pod));
}

fn print(name: &str, value: f64) {
    println!("{name} {value:.3}");
}
