use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .init(InitContainer::new(name!("migrate"), image!("acme/migrate:1.4")).pre_stop(Hook::exec(["sync"])))
        .main(Container::new(name!("web"), image!("acme/web:1.4")))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
