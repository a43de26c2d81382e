use podwright::prelude::*;

fn main() {
    let _ = MetricTarget::average(1.5);
}
