//! The environment of the shop's web server. The service reads it, and its manifest must fill it.

use podwright_env::{Duration, List, Secret, contract, words};

words! {
    /// What is logged.
    pub enum Level {
        Debug = "debug",
        Info = "info",
        Warn = "warn",
    }
}

contract! {
    /// The database.
    #[derive(Debug)]
    pub struct DbEnv {
        HOST as host: String,
        /// Password of the user `shop`.
        PASSWORD as password: Secret<String>,
    }
}

contract! {
    /// The environment of the web server.
    #[derive(Debug)]
    pub struct WebEnv {
        /// Port to listen on.
        PORT as port: u16 = 8080,
        LOG_LEVEL as log_level: Level = Level::Info,
        /// Time that a request may take.
        TIMEOUT as timeout: Duration,
        /// Name of the pod, for the log.
        POD_NAME as pod_name: String,
        /// Where the service is reached.
        PUBLIC_URL as public_url: String,
        /// Languages of the pages.
        LANGUAGES as languages: List<String>,
        REGION as region: Option<String>,
        nested "DB_" as db: DbEnv,
    }
}
