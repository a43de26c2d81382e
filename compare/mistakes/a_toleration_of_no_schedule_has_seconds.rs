use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")))
        .tolerate(Toleration::exists(key!("team")).no_schedule().for_at_most(secs(300)))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
