use podwright::prelude::*;

shared_volume!(Logs = "Logs", EmptyDir::new());

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(Logs.at(path!("/logs"))))
        .build()?;
    Ok(())
}
