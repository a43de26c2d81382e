use podwright::prelude::*;

#[test]
fn main() {
    let _ = Metric::resource(MetricResource::Cpu, ResourceTarget::Utilization(70));
}
