/// Declares a ConfigMap, as a type whose constants are its keys.
///
/// Each key has a line: its constant, its text, its value. A value is a text, or bytes by `include_bytes!`. It is written as it
/// is: the kubelet does not replace `$(NAME)` in it. The compiler checks the name, the keys, and that no key is given twice. A key
/// that is not declared does not compile where it is used.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map! {
///     /// What the web server reads at start.
///     pub WebConfig = "web-config" {
///         /// How much is logged.
///         LEVEL = "level": "info",
///         ROUTES = "routes.yaml": concat!("- path: /", "\n"),
///         // The value comes at run time.
///         REGION = "region",
///         // There may be a value.
///         optional LOG_FORMAT = "log.format",
///     }
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { LEVEL = WebConfig::LEVEL, REGION = WebConfig::REGION, FORMAT = WebConfig::LOG_FORMAT })
///     .mount(WebConfig.file(WebConfig::ROUTES).at(path!("/etc/web/routes.yaml")));
/// let map = WebConfig.with(WebConfig::REGION, "eu").build()?;
/// assert_eq!(map.data.as_ref().unwrap().len(), 3);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// A word before the name chooses how the map is made: `immutable`, or `hashed`, which is immutable too and puts ten characters
/// of a hash of the values into the name. Everything that uses the map follows.
///
/// ```
/// use podwright::prelude::*;
///
/// config_map!(Routes = hashed "routes" { ROUTES = "routes.yaml": "- /\n" });
/// config_map!(Banner = immutable "banner" { TEXT = "text": "hello" });
///
/// assert_eq!(Routes.build()?.metadata.name.as_deref(), Some("routes-0bcf9a4750"));
/// let mount = Routes.file(Routes::ROUTES).at(path!("/etc/routes.yaml"));
/// assert_eq!(v1::VolumeMount::from(mount).name, "routes");
/// assert_eq!(Banner.build()?.immutable, Some(true));
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// A key that is not declared:
///
/// ```compile_fail,E0599
/// podwright::config_map!(WebConfig = "web-config" { LEVEL = "level": "info" });
/// let level = WebConfig::LEVLE;
/// ```
#[macro_export]
macro_rules! config_map {
    ($(#[$attr:meta])* $vis:vis $Type:ident = hashed $name:literal { $($body:tt)* }) => {
        $crate::__config_map!(@keys Required [[$(#[$attr])*] [$vis] $Type $name hashed] [] $($body)*);
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = immutable $name:literal { $($body:tt)* }) => {
        $crate::__config_map!(@keys Required [[$(#[$attr])*] [$vis] $Type $name immutable] [] $($body)*);
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:literal { $($body:tt)* }) => {
        $crate::__config_map!(@keys Required [[$(#[$attr])*] [$vis] $Type $name plain] [] $($body)*);
    };
    ($($other:tt)*) => {
        compile_error!("a ConfigMap is declared by its type, its name and its keys: `WebConfig = \"web-config\" { LEVEL = \"level\": \"info\" }`");
    };
}

/// Declares a ConfigMap that somebody else makes, as a type whose constants are its keys.
///
/// The program knows the keys and not the values. So it refers to the map and never makes it.
///
/// ```
/// use podwright::prelude::*;
///
/// external_config_map! {
///     /// The certificates of the cluster.
///     pub ClusterCa = "kube-root-ca.crt" made by "the controller manager" {
///         CERTIFICATES = "ca.crt",
///     }
/// }
///
/// let mount = ClusterCa.file(ClusterCa::CERTIFICATES).at(path!("/etc/ca.crt"));
/// assert_eq!(v1::VolumeMount::from(mount).name, "kube-root-ca-crt");
/// assert_eq!(ClusterCa::MADE_BY, Some("the controller manager"));
/// ```
///
/// A key after `optional` may be missing: `optional LEVEL = "level"`.
#[macro_export]
macro_rules! external_config_map {
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:literal $(made by $reason:literal)? { $($body:tt)* }) => {
        $crate::__config_map!(@keys Elsewhere [[$(#[$attr])*] [$vis] $Type $name [$($reason)?]] [] $($body)*);
    };
    ($($other:tt)*) => {
        compile_error!("an external ConfigMap is declared by its type, its name and its keys: `Ca = \"kube-root-ca.crt\" { CERTIFICATES = \"ca.crt\" }`");
    };
}

/// Declares a Secret, as a type whose constants are its keys. Its values come at run time.
///
/// A value never stands in the source. [`with`](crate::config::DeclaredSecret::with) gives each key its value, and does not
/// take a literal.
///
/// ```
/// use podwright::prelude::*;
///
/// secret! {
///     /// The account of the database.
///     pub Db = "db" {
///         USER = "user",
///         PASSWORD = "password",
///         optional OLD_PASSWORD = "old-password",
///     }
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars! { DB_PASSWORD = Db::PASSWORD });
/// let (user, password) = (String::from("app"), String::from("from the vault"));
/// let db = Db.with(Db::USER, user).with(Db::PASSWORD, password).build()?;
/// assert_eq!(db.data.as_ref().unwrap().len(), 2);
/// # Ok::<(), podwright::Error>(())
/// ```
///
/// The word `immutable` before the name makes it immutable. A literal is no value:
///
/// ```compile_fail,E0277
/// use podwright::prelude::*;
///
/// secret!(Db = "db" { PASSWORD = "password" });
/// let db = Db.with(Db::PASSWORD, "hunter2");
/// ```
#[macro_export]
macro_rules! secret {
    ($(#[$attr:meta])* $vis:vis $Type:ident = immutable $name:literal { $($body:tt)* }) => {
        $crate::__secret!(@read [[$(#[$attr])*] [$vis] $Type $name ours true []] [] $($body)*);
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:literal { $($body:tt)* }) => {
        $crate::__secret!(@read [[$(#[$attr])*] [$vis] $Type $name ours false []] [] $($body)*);
    };
    ($($other:tt)*) => {
        compile_error!("a Secret is declared by its type, its name and its keys: `Db = \"db\" { PASSWORD = \"password\" }`");
    };
}

/// Declares a Secret that somebody else makes, as a type whose constants are its keys.
///
/// The program knows the keys and not the values. So it refers to the Secret and never makes it.
///
/// ```
/// use podwright::prelude::*;
///
/// external_secret! {
///     /// Made by the platform team.
///     Db = "db" made by "the platform team" { PASSWORD = "password" }
/// }
///
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { DB_PASSWORD = Db::PASSWORD })
///     .mount(Db.at(path!("/etc/db")).read_only());
/// assert!(Pod::builder(name!("web")).main(web).build().is_ok());
/// assert_eq!(Db::MADE_BY, Some("the platform team"));
/// ```
///
/// A key after `optional` may be missing: `optional CA = "ca.crt"`.
#[macro_export]
macro_rules! external_secret {
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:literal $(made by $reason:literal)? { $($body:tt)* }) => {
        $crate::__secret!(@read [[$(#[$attr])*] [$vis] $Type $name external false [$($reason)?]] [] $($body)*);
    };
    ($($other:tt)*) => {
        compile_error!("an external Secret is declared by its type, its name and its keys: `Db = \"db\" { PASSWORD = \"password\" }`");
    };
}
