use podwright::prelude::*;

#[test]
fn main() {
    let _ = Metric::pods(MetricQuery::new(metric_name!("requests_per_second")), 100);
}
