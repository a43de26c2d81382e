use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let config = ConfigMapRef::new(name!("web"));
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { PORT = 8080, config.key(config_key!("level")) }),
        )
        .build()?;
    Ok(())
}
