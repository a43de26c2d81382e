use podwright::prelude::*;
use podwright::workload::MetricAmount;

#[test]
fn main() {
    let _ = MetricTarget::average(MetricAmount::millis(1500));
}
