use podwright_env::{Secret, contract};

contract! {
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    struct WebEnv {
        PORTS as ports: podwright_env::List<u16>,
    }
}

#[test]
fn main() {
    let _ = (WebEnv::describe(), DbEnv::describe());
}
