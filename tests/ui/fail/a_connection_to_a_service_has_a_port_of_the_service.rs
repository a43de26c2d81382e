use podwright::network::Connections;
use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let postgres = port!("postgres", 5432);
    let db = Container::new(name!("db"), image!("postgres:17")).port(&postgres);
    let db = Deployment::new(name!("db"), PodTemplate::builder().main(db));
    let web = Container::new(name!("web"), image!("nginx:1.27"));
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    let service = db.service().port(&postgres, 5432);
    Connections::new().allow(&web, &service, AllPorts).build_all()?;
    Ok(())
}
