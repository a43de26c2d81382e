use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(
            Container::new(name!("web"), image!("nginx:1.27"))
                .env(vars! { HOST = "localhost" PORT = 8080 }),
        )
        .build()?;
    Ok(())
}
