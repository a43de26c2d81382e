use podwright::prelude::*;
use podwright_env::{Secret, contract};

contract! {
    struct WebEnv {
        PORT as port: u16,
        DB_PASSWORD as db_password: Secret<String>,
    }
}

#[test]
fn main() {
    let _db = SecretRef::literal("db").key(config_key!("password"));
    let _web = Container::new(name!("web"), image!("nginx:1.27")).env(WebEnv::vars().port(8080).db_password(_db).build());
}
