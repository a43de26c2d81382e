use podwright::prelude::*;
use podwright::volume::source::SecretSource;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .volume(Volume::new(name!("tls"), SecretSource::new(&SecretRef::new(name!("tls"))).default_mode(mode!(0o1777))))
        .build()?;
    Ok(())
}
