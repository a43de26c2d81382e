use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 8080);
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).liveness(Probe::http(&http, "/").success_threshold(2)))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
