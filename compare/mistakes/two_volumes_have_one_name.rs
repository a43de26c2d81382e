use podwright::prelude::*;

fn main() -> Result<(), podwright::Error> {
    let data = Volume::empty_dir(name!("data"));
    let db = Volume::secret(name!("data"), &SecretRef::new(name!("db")));
    let pod = Pod::builder(name!("web"))
        .main(Container::new(name!("web"), image!("acme/web:1.4")).mount(data.at(path!("/data"))).mount(db.at(path!("/db"))))
        .build()?;
    print!("{}", podwright::to_yaml(&pod)?);
    Ok(())
}
