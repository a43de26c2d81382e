use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { LEVEL = ConfigMapRef::new(name!("web")).key(config_key!("level")) }),
        )
        .build()?;
    Ok(())
}
