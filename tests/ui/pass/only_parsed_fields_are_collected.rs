use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let (name, replicas): (DnsLabel, i32) = collect((field("spec.name", "web"), field("spec.replicas", 3)))?;
    assert_eq!((name, replicas), (name!("web"), 3));
    Ok(())
}
