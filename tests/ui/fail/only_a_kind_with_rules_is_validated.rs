use podwright::prelude::*;

fn main() {
    let object = v1::PersistentVolume::default();
    assert!(Valid::new(object).is_err());
}
