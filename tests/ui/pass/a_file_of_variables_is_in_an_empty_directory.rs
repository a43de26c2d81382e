use podwright::prelude::*;

#[test]
fn main() -> Result<(), podwright::Error> {
    let env = Volume::empty_dir(name!("env"));
    let _port = env.env_file(sub_path!("web.env"), env_name!("PORT"));
    Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("nginx:1.27")).mount(env.at(path!("/env"))))
        .build()?;
    Ok(())
}
