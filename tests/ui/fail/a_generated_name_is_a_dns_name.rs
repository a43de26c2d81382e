use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::generate_name(generate_name!("Job-")).main(web()).build()?;
    Ok(())
}
