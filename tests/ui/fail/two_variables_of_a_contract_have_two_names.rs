use podwright_env::{Secret, contract};

contract! {
    struct DbEnv {
        HOST as host: String,
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    struct WebEnv {
        DB_HOST as host: String,
        nested "DB_" as db: DbEnv,
    }
}

fn main() {
    let _ = (WebEnv::describe(), DbEnv::describe());
}
