use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let http = port!("http", 80);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).pre_stop(Hook::sleep(secs(5)).https()))
        .build()?;
    Ok(())
}
