use podwright::prelude::*;

config_map! {
    WebConfig = "web-config" {
        LEVEL = "level": "info",
        REGION = "region",
    }
}

fn main() -> Result<(), podwright::Error> {
    let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { REGION = WebConfig::REGION });
    let web = Deployment::new(name!("web"), PodTemplate::builder().main(web));
    let level = WebConfig::LEVEL.as_str();
    App::builder(name!("shop")).add(web).add(WebConfig).label(key!("level"), LabelValue::try_from(level.to_owned())?).build()?;
    Ok(())
}
