use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let tls = SecretRef::new(name!("web-tls"));
    let files = Volume::config_map(name!("tls"), &tls);
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(files.at(path!("/tls"))))
        .build()?;
    Ok(())
}
