use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let spread = Spread::over(topology::ZONE).matching(labels! { "app" = "web" });
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .spread(spread.or_do_not_schedule().min_domains(2).or_schedule_anyway())
        .build()?;
    Ok(())
}
