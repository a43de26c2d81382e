use podwright::prelude::*;

shared_volume!(Logs = "logs", EmptyDir::new());

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).share(Logs.at(path!("/logs"))))
        .build()?;
    Ok(())
}
