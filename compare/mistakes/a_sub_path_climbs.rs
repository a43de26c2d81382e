use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let a = Volume::empty_dir(name!("a"));
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).mount(a.at(path!("/data")).sub_path(sub_path!("../etc"))))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
