use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .anti_affinity(PodAffinity::require(
            PodTerm::matching(labels! { "app" = "web" }).over(topology::HOSTNAME),
        ))
        .build()?;
    Ok(())
}
