use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let spread = Spread::over(topology::ZONE).matching(labels! { "app" = "web" });
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .spread(spread.or_do_not_schedule().min_domains(2))
        .build()?;
    Ok(())
}
