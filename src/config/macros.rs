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
        $crate::__config_map!(@read [[$(#[$attr])*] [$vis] $Type $name hashed] [] $($body)*);
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = immutable $name:literal { $($body:tt)* }) => {
        $crate::__config_map!(@read [[$(#[$attr])*] [$vis] $Type $name immutable] [] $($body)*);
    };
    ($(#[$attr:meta])* $vis:vis $Type:ident = $name:literal { $($body:tt)* }) => {
        $crate::__config_map!(@read [[$(#[$attr])*] [$vis] $Type $name plain] [] $($body)*);
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
        $crate::__config_map!(@external [[$(#[$attr])*] [$vis] $Type $name [$($reason)?]] [] $($body)*);
    };
    ($($other:tt)*) => {
        compile_error!("an external ConfigMap is declared by its type, its name and its keys: `Ca = \"kube-root-ca.crt\" { CERTIFICATES = \"ca.crt\" }`");
    };
}

/// Takes `config_map!` and `external_config_map!` apart, key by key.
///
/// The forms of a key are told apart by tokens. `hashed` is matched as a token too.
#[doc(hidden)]
#[macro_export]
macro_rules! __config_map {
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal : include_bytes!($($path:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Binary [(include_bytes!($($path)*))]}] $($($rest)*)?);
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Text [($value)]}] $($($rest)*)?);
    };
    (@read [$attrs:tt $vis:tt $Type:ident $name:literal hashed] $done:tt $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        compile_error!("a hashed ConfigMap has all its values here: its name is made from them");
    };
    (@read [$attrs:tt $vis:tt $Type:ident $name:literal hashed] $done:tt $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        compile_error!("a hashed ConfigMap has all its values here: its name is made from them");
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Owed []}] $($($rest)*)?);
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Optional []}] $($($rest)*)?);
    };
    (@read [[$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal $form:ident] [$($keys:tt)*]) => {
        $crate::__config_map!(@declare [$($attrs)*] [$vis] $Type $name [$($keys)*]
            [$crate::config::declare::Ours<{
                $crate::config::declare::has_all_values(<$Type as $crate::config::DeclaredConfigMap>::DATA)
            }>]
            [$crate::__config_map!(@form $form)]
            [$crate::__config_map!(@name $form $Type);]
        );
    };
    (@read $head:tt $done:tt $($other:tt)*) => {
        compile_error!("a key of a ConfigMap is written `LEVEL = \"level\": \"info\"`: its constant, its text, its value");
    };

    (@external $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@external $head [$($done)* {[$(#[$attr])*] $KEY $key Elsewhere []}] $($($rest)*)?);
    };
    (@external $head:tt [$($done:tt)*] $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@external $head [$($done)* {[$(#[$attr])*] $KEY $key Optional []}] $($($rest)*)?);
    };
    (@external [[$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal [$($reason:literal)?]] [$($keys:tt)*]) => {
        $crate::__config_map!(@declare [$($attrs)*] [$vis] $Type $name [$($keys)*]
            [$crate::config::declare::External]
            [$crate::config::declare::Form::Plain]
            [$(const MADE_BY: Option<&'static str> = Some($reason);)?]
        );
    };
    (@external $head:tt $done:tt $($other:tt)*) => {
        compile_error!("a key of an external ConfigMap is written `LEVEL = \"level\"`: its constant and its text");
    };

    (@form plain) => { $crate::config::declare::Form::Plain };
    (@form immutable) => { $crate::config::declare::Form::Immutable };
    (@form hashed) => { $crate::config::declare::Form::Hashed };

    (@name hashed $Type:ident) => {
        fn name() -> $crate::value::DnsSubdomain {
            static NAME: std::sync::LazyLock<$crate::value::DnsSubdomain> =
                std::sync::LazyLock::new($crate::config::declare::hashed_name::<$Type>);
            NAME.clone()
        }
    };
    (@name $form:ident $Type:ident) => {};

    (@declare [$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal
        [$({[$($attr:tt)*] $KEY:ident $key:literal $Content:ident [$($value:tt)*]})*]
        [$Values:ty] [$form:expr] [$($items:tt)*]
    ) => {
        $($attrs)*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis struct $Type;

        const _: () = $crate::value::refuse_duplicate_keys(
            concat!("key of the ConfigMap `", $name, "`,"), &[$($key),*],
        );
        const _: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($name);
        $(const _: $crate::value::ConfigKey = $crate::value::ConfigKey::literal($key);)*

        impl $crate::config::DeclaredConfigMap for $Type {
            type Values = $Values;
            const NAME: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($name);
            const DATA: &'static [(&'static str, $crate::config::declare::Data)] =
                &[$(($key, $crate::config::declare::Data::$Content $($value)*)),*];
            const FORM: $crate::config::declare::Form = $form;
            $($items)*
        }

        impl $Type {
            $(
                $($attr)*
                #[allow(dead_code, reason = "a map may have keys that only its files are used of")]
                $vis const $KEY: $crate::config::ConfigKeyOf<$Type, $crate::config::declare::$Content> =
                    $crate::config::ConfigKeyOf::declared($key);
            )*
        }

        $crate::__handle!($Type, DeclaredConfigMap, ConfigMapProjection);
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

/// Takes `secret!` and `external_secret!` apart, key by key.
#[doc(hidden)]
#[macro_export]
macro_rules! __secret {
    (@read $head:tt $done:tt $(#[$attr:meta])* $KEY:ident = $key:literal : $($rest:tt)*) => {
        compile_error!("a Secret has no value in the source: `.with(..)` gives it one at run time");
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__secret!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Owed false}] $($($rest)*)?);
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__secret!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Optional true}] $($($rest)*)?);
    };
    (@read [[$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal $owner:ident $immutable:tt [$($reason:literal)?]]
        [$({[$($attr:tt)*] $KEY:ident $key:literal $Content:ident $optional:tt})*]
    ) => {
        $($attrs)*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis struct $Type;

        const _: () = $crate::value::refuse_duplicate_keys(
            concat!("key of the Secret `", $name, "`,"), &[$($key),*],
        );
        const _: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($name);
        $(const _: $crate::value::ConfigKey = $crate::value::ConfigKey::literal($key);)*

        impl $crate::config::DeclaredSecret for $Type {
            type Values = $crate::__secret!(@values $owner $Type);
            const NAME: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($name);
            const KEYS: &'static [(&'static str, bool)] = &[$(($key, $optional)),*];
            const IS_IMMUTABLE: bool = $immutable;
            $(const MADE_BY: Option<&'static str> = Some($reason);)?
        }

        impl $Type {
            $(
                $($attr)*
                #[allow(dead_code, reason = "a Secret may have keys that only its files are used of")]
                $vis const $KEY: $crate::config::SecretKeyOf<$Type, $crate::config::declare::$Content> =
                    $crate::config::SecretKeyOf::declared($key);
            )*
        }

        $crate::__handle!($Type, DeclaredSecret, SecretProjection);
    };
    (@read $head:tt $done:tt $($other:tt)*) => {
        compile_error!("a key of a Secret is written `PASSWORD = \"password\"`: its constant and its text");
    };

    (@values ours $Type:ident) => {
        $crate::config::declare::Ours<{
            $crate::config::declare::needs_no_value(<$Type as $crate::config::DeclaredSecret>::KEYS)
        }>
    };
    (@values external $Type:ident) => { $crate::config::declare::External };
}

/// Makes a declared type a source of variables and of files.
#[doc(hidden)]
#[macro_export]
macro_rules! __handle {
    ($Type:ident, $Declared:ident, $Projection:ident) => {
        impl $crate::config::declare::EnvFromSource for $Type {}

        impl $crate::env::IntoEnvFrom for $Type {
            fn into_env_from(self) -> $crate::env::EnvFrom {
                $crate::config::$Declared::all(self)
            }
        }

        impl $crate::config::declare::ProjectedSource for $Type {}

        impl $crate::volume::source::projected::IntoProjection for $Type {
            fn into_projection(self) -> $crate::config::declare::VolumeProjection {
                $crate::volume::source::projected::IntoProjection::into_projection(
                    <$Type as $crate::config::$Declared>::reference(),
                )
            }
        }
    };
}
