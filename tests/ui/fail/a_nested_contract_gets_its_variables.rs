use podwright::prelude::*;
use podwright_env::contract;

contract! {
    struct DbEnv {
        HOST as host: String,
    }
}

contract! {
    struct WebEnv {
        nested "DB_" as db: DbEnv,
    }
}

fn main() {
    let _web = Container::new(name!("web"), image!("nginx:1.27")).env(WebEnv::vars().build());
}
