use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).share("/logs"))
        .build()?;
    Ok(())
}
