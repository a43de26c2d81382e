use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let db = SecretRef::new(name!("db"));
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { PASSWORD = db.key(config_key!("password")) }),
        )
        .build()?;
    Ok(())
}
