use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    ClusterRole::new(name!("metrics")).urls([url_path!("/metrics")], Verbs::GET).build()?;
    Ok(())
}
