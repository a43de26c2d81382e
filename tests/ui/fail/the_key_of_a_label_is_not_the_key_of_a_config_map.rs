use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { LEVEL = ConfigMapRef::new(name!("web")).key(key!("level")) }),
        )
        .build()?;
    Ok(())
}
