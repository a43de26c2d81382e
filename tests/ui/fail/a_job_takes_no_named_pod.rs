use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let report = Pod::builder(name!("report")).main(Container::new(name!("report"), image!("acme/report:7")));
    Job::new(name!("report"), JobTemplate::never(report)).build()?;
    Ok(())
}
