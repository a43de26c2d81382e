//! The pod of a tutorial: two init containers wait for services, then the app runs.
//!
//! `cargo run --example myapp_pod` prints its manifest.

use podwright::prelude::*;

pub(crate) fn pod() -> Result<Valid<v1::Pod>, podwright::Error> {
    let pod = Pod::builder(name!("myapp-pod"))
        .labels(labels! { "app.kubernetes.io/name" = "MyApp" })
        .init(wait::for_service(name!("init-myservice"), name!("myservice")))
        .init(wait::for_service(name!("init-mydb"), name!("mydb")))
        .main(
            Container::new(name!("myapp-container"), image!("busybox:1.28"))
                .command(["sh", "-c", "echo The app is running && sleep 3600"])
                .env(vars! { FIRSTNAME = "Piyush" }),
        )
        .build()?;
    Ok(pod)
}

fn main() -> Result<(), podwright::Error> {
    print!("{}", podwright::to_yaml(&pod()?)?);
    Ok(())
}
