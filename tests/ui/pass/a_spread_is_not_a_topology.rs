use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .spread(Spread::over(topology::ZONE).matching(labels! { "app" = "web" }).or_schedule_anyway())
        .build()?;
    Ok(())
}
