use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .spread(
            Spread::over(topology::ZONE)
                .matching(labels! { "app" = "web" })
                .min_domains(2)
                .or_do_not_schedule(),
        )
        .build()?;
    Ok(())
}
