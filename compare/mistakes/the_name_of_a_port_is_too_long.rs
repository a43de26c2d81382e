use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).port(port!("metrics-exporter", 9100)))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
