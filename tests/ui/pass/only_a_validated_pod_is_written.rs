use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let pod = v1::Pod::default();
    let main = Container::new(name!("web"), image!("nginx:1.27"));
    let validated = Pod::builder(name!("web")).main(main).build()?;
    assert_ne!(*validated, pod);
    podwright::to_yaml(&validated)?;
    Ok(())
}
