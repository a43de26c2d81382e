use podwright::prelude::*;

fn main() {
    let _ = Metric::pods(MetricQuery::new(metric_name!("requests/second")), 100);
}
