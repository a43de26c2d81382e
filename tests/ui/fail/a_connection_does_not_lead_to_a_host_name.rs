use podwright::network::Connections;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let postgres = port!("postgres", 5432);
    let db = Container::new(name!("db"), image!("postgres:17")).port(&postgres);
    let db = Deployment::new(name!("db"), PodTemplate::builder().main(db));
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    let legacy = Service::external_name(name!("legacy"), host!("db.example.com"));
    assert_eq!(legacy.host().to_string(), "legacy");
    assert_eq!(db.service().host().to_string(), "db");
    Connections::new().allow(&web, &legacy, 5432).build_all()?;
    Ok(())
}
