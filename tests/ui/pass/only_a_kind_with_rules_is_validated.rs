use podwright::prelude::*;

#[test]
fn main() {
    let object = v1::PodTemplateSpec::default();
    assert!(Valid::new(object).is_err());
}
