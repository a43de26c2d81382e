use podwright_env::{Secret, contract};

contract! {
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    struct WebEnv {
        TOKEN as token: Secret<String>,
    }
}

#[test]
fn main() {
    let _ = (WebEnv::describe(), DbEnv::describe());
}
