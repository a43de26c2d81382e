use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    ServiceAccount::new(name!("web"))
        .namespace(name!("shop"))
        .urls([url_path!("/metrics")], Verbs::GET)
        .build_all()?;
    Ok(())
}
