use podwright::prelude::*;

fn main() {
    let object = v1::Service::default();
    assert!(Valid::new(object).is_err());
}
