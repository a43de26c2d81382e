use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    ServiceAccount::new(name!("web"))
        .namespace(name!("shop"))
        .in_cluster(ClusterRights::new().urls([url_path!("/metrics")], Verbs::GET))
        .build_all()?;
    Ok(())
}
