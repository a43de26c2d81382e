use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let env = Volume::host_path(name!("env"), path!("/srv/env"));
    let _port = env.env_file(sub_path!("web.env"), env_name!("PORT"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(env.at(path!("/env"))))
        .build()?;
    Ok(())
}
