use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let names = vec![String::from("web"), String::from("db")];
    let names: Vec<DnsLabel> = field("spec.names", names)?;
    assert_eq!(names, [name!("web"), name!("db")]);
    Ok(())
}
