use podwright::prelude::*;

/// As the crates that keep secrets out of logs have it.
#[expect(dead_code, reason = "a secret is not shown")]
struct SecretString(String);

#[test]
fn main() -> Result<(), podwright::Error> {
    let password = String::from("hunter2");
    drop(SecretString(password));
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { DB_PASSWORD = SecretRef::new(name!("db")).key(config_key!("password")) }),
        )
        .build()?;
    Ok(())
}
