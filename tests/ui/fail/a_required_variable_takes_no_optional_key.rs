use podwright::prelude::*;
use podwright_env::{Secret, contract};

contract! {
    struct WebEnv {
        REGION as region: String,
        DB_PASSWORD as db_password: Secret<String>,
    }
}

external_secret!(Db = "db" { PASSWORD = "password", optional OLD_PASSWORD = "old-password" });

fn main() {
    let region = ConfigMapRef::literal("web").key(config_key!("region"));
    let _web = Container::new(name!("web"), image!("nginx:1.27")).env(WebEnv::vars().region(region.optional()).db_password(Db::PASSWORD).build());
}
