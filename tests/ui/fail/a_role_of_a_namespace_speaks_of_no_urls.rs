use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    Role::new(name!("metrics")).urls([url_path!("/metrics")], Verbs::GET).build()?;
    Ok(())
}
