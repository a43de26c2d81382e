//! How the YAML writer compares, one figure a line: `cargo bench --bench yaml` prints `NAME VALUE`.

#[path = "support/paired.rs"]
mod paired;
#[path = "support/web_pod.rs"]
mod web_pod;
#[path = "support/writers.rs"]
mod writers;

fn main() {
    let pod = web_pod::literal::pod();
    println!("yaml_over_json {:.3}", writers::yaml_over_json(&pod));
    println!("serde_yaml_over_yaml {:.3}", writers::serde_yaml_over_yaml(&pod));
    println!("yaml_allocations {}", writers::yaml_allocations(&pod));
}
