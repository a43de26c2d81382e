use podwright::prelude::*;

fn watched<R: ContainerRole, S>(container: ContainerOf<R, S>) -> ContainerOf<R, S> {
    container.liveness(Probe::exec(["true"]))
}

fn main() -> Result<(), podwright::Error> {
    let web = || Container::new(name!("web"), image!("nginx:1.27"));
    Pod::builder(name!("web")).main(watched(web())).build()?;
    Ok(())
}
