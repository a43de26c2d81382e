use podwright_env::{Secret, contract};

contract! {
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    struct WebEnv {
        PORTS as ports: Vec<u16>,
    }
}

fn main() {
    let _ = (WebEnv::describe(), DbEnv::describe());
}
