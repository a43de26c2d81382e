use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    PodTemplate::builder()
        .restart(RestartPolicy::Never)
        .main(Container::new(name!("web"), image!("nginx:1.27")))
        .build()?;
    Ok(())
}
