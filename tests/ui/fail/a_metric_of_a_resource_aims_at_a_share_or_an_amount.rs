use podwright::prelude::*;

fn main() {
    let _ = Metric::resource(MetricResource::Cpu, 70);
}
