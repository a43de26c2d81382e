//! The web server of the shop, without the web: it prints what it reads.
//!
//! `shop-service describe` prints the contract as JSON, so that CI can compare it with that of the manifest.

use std::process::ExitCode;

use shop_env::WebEnv;

fn main() -> ExitCode {
    if std::env::args().nth(1).as_deref() == Some("describe") {
        print!("{}", WebEnv::describe().json());
        return ExitCode::SUCCESS;
    }
    match WebEnv::from_env() {
        Ok(env) => {
            println!("{env:#?}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
