use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).env(Var::new(env_name!("RATIO"), "0.5")))
        .build()?;
    Ok(())
}
