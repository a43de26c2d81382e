/// Environment variables, one a line: `NAME = value`.
///
/// Each line binds its name for the lines below, so that a [`text!`](crate::text) can refer to it; a name that is not
/// declared above is an unresolved name, the same name twice is refused. Names that are no Rust identifiers stand in
/// quotes, and cannot be referred to. A value of `None` leaves its variable out. What values may be:
/// [`IntoEnvValue`](crate::env::IntoEnvValue).
///
/// Arguments that refer to the variables follow them after a semicolon: `args [..]`, `command [..]`.
///
/// ```
/// use podwright::object::SecretRef;
/// use podwright::{config_key, name, text, vars};
///
/// let db = SecretRef::new(name!("db"));
/// let debug: Option<bool> = None;
/// let vars = vars! {
///     PORT = 8080,
///     DB_HOST = "db.internal",
///     DB_PASSWORD = db.key(config_key!("password")),
///     DB_URL = text!["postgres://app:", DB_PASSWORD, "@", DB_HOST, "/app"],
///     "spring.profiles.active" = "production",
///     DEBUG = debug;
///     args ["serve", text!["--port=", PORT]]
/// };
/// assert_eq!(vars.len(), 5);
/// ```
///
/// ```compile_fail,E0425
/// podwright::vars! { URL = podwright::text!["http://", HOST], HOST = "db.internal" };
/// ```
///
/// ```compile_fail,E0080
/// podwright::vars! { PORT = 8080, PORT = 9090 };
/// ```
#[macro_export]
macro_rules! vars {
    ($($tokens:tt)*) => {{
        const __PODWRIGHT_VARS: usize = $crate::env::count_variables(&[$(stringify!($tokens)),*]);
        #[allow(unused_mut, reason = "there may be no variable")]
        let mut __podwright_vars = $crate::env::Vars::with_capacity(__PODWRIGHT_VARS);
        $crate::__vars!(@read __podwright_vars [] [] $($tokens)*);
        __podwright_vars
    }};
}

/// Takes `vars!` apart: the list, the names that are identifiers, those in quotes, and what is still to be read.
///
/// A name is bound in a block below its value, so that the value does not see it. Four lines a step keep long lists
/// below the limit of recursion.
#[doc(hidden)]
#[macro_export]
macro_rules! __vars {
    (@read $vars:ident [$($names:ident)*] $quoted:tt
        $a:ident = $va:expr, $b:ident = $vb:expr, $c:ident = $vc:expr, $d:ident = $vd:expr, $($rest:tt)*) => {{
        let __podwright_value = $crate::env::IntoEnvValue::into_env_value($va);
        {
            #[allow(non_upper_case_globals, reason = "environment variables have any case")]
            const $a: $crate::env::VarRef = $crate::env::VarRef::declared(stringify!($a));
            $vars.push($a, __podwright_value);
            let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vb);
            {
                #[allow(non_upper_case_globals, reason = "environment variables have any case")]
                const $b: $crate::env::VarRef = $crate::env::VarRef::declared(stringify!($b));
                $vars.push($b, __podwright_value);
                let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vc);
                {
                    #[allow(non_upper_case_globals, reason = "environment variables have any case")]
                    const $c: $crate::env::VarRef = $crate::env::VarRef::declared(stringify!($c));
                    $vars.push($c, __podwright_value);
                    let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vd);
                    {
                        #[allow(non_upper_case_globals, reason = "environment variables have any case")]
                        const $d: $crate::env::VarRef = $crate::env::VarRef::declared(stringify!($d));
                        $vars.push($d, __podwright_value);
                        $crate::__vars!(@read $vars [$($names)* $a $b $c $d] $quoted $($rest)*);
                    }
                }
            }
        }
    }};
    (@read $vars:ident [$($names:ident)*] $quoted:tt $a:ident = $va:expr $(, $($rest:tt)*)?) => {{
        let __podwright_value = $crate::env::IntoEnvValue::into_env_value($va);
        {
            #[allow(non_upper_case_globals, reason = "environment variables have any case")]
            const $a: $crate::env::VarRef = $crate::env::VarRef::declared(stringify!($a));
            $vars.push($a, __podwright_value);
            $crate::__vars!(@read $vars [$($names)* $a] $quoted $($($rest)*)?);
        }
    }};
    (@read $vars:ident $names:tt [$($quoted:literal)*] $name:literal = $value:expr $(, $($rest:tt)*)?) => {
        {
            const __PODWRIGHT_VAR: $crate::env::VarRef = $crate::env::VarRef::declared($name);
            $vars.push(__PODWRIGHT_VAR, $crate::env::IntoEnvValue::into_env_value($value));
        }
        $crate::__vars!(@read $vars $names [$($quoted)* $name] $($($rest)*)?);
    };
    (@read $vars:ident $names:tt $quoted:tt $name:ident = $value:expr; $($rest:tt)*) => {
        $crate::__vars!(@read $vars $names $quoted $name = $value, ; $($rest)*);
    };
    (@read $vars:ident $names:tt $quoted:tt $name:literal = $value:expr; $($rest:tt)*) => {
        $crate::__vars!(@read $vars $names $quoted $name = $value, ; $($rest)*);
    };
    (@read $vars:ident $names:tt $quoted:tt ; $($rest:tt)*) => {
        $crate::__vars!(@names $names $quoted);
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@read $vars:ident $names:tt $quoted:tt) => {
        $crate::__vars!(@names $names $quoted);
    };

    (@names [$($name:ident)*] [$($quoted:literal)*]) => {
        const _: () = $crate::value::refuse_duplicate_keys(
            "environment variable",
            &[$(stringify!($name),)* $($quoted),*],
        );
    };

    (@words $vars:ident args [$($word:expr),* $(,)?] $($rest:tt)*) => {
        $($vars.push_arg($word);)*
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@words $vars:ident command [$($word:expr),* $(,)?] $($rest:tt)*) => {
        $($vars.push_command($word);)*
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@words $vars:ident $(;)?) => {};
}

/// A text with references to variables, which the kubelet replaces: `text!["http://", HOST, ":", PORT]`.
///
/// A variable is one that [`vars!`](crate::vars) declares above, or an [`external_var!`](crate::external_var). All else
/// is literal and arrives as it is written.
///
/// ```
/// use podwright::{external_var, text};
///
/// let url = text!["https://", external_var!(KUBERNETES_SERVICE_HOST), ":", 443, "/$(literal)"];
/// assert_eq!(url.to_string(), "https://$(KUBERNETES_SERVICE_HOST):443/$$(literal)");
/// ```
#[macro_export]
macro_rules! text {
    ($($part:expr),* $(,)?) => {
        $crate::env::Text::new()$(.then($part))*
    };
}

/// A variable that the container declares, for a text outside of its [`vars!`](crate::vars): `build()` checks that it does.
///
/// ```
/// use podwright::prelude::*;
///
/// let data = Volume::claim(name!("data"), ClaimRef::new(name!("shared")));
/// let web = Container::new(name!("web"), image!("nginx:1.27"))
///     .env(vars! { POD_NAME = Downward::name() })
///     .mount(data.at(path!("/data")).sub_path_expr(text!["pods/", var!(POD_NAME)]));
/// assert!(Pod::builder(name!("web")).main(web.clone()).build().is_ok());
///
/// let without = web.raw(|container| container.env = None);
/// let violations = Pod::builder(name!("web")).main(without).build().unwrap_err();
/// assert_eq!(violations.iter().next().map(Violation::field), Some("spec.containers[0].volumeMounts[0].subPathExpr"));
/// ```
#[macro_export]
macro_rules! var {
    ($name:ident) => {
        $crate::var!(stringify!($name))
    };
    ($name:expr) => {{
        const __PODWRIGHT_VAR: $crate::env::VarRef = $crate::env::VarRef::declared($name);
        __PODWRIGHT_VAR
    }};
}

/// A variable that the container does not declare itself: of a service, or of a source in `env_from`.
///
/// ```
/// use podwright::external_var;
///
/// assert_eq!(external_var!(KUBERNETES_SERVICE_HOST).to_string(), "$(KUBERNETES_SERVICE_HOST)");
/// assert_eq!(external_var!("app.port").name(), "app.port");
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables>
#[macro_export]
macro_rules! external_var {
    ($name:ident) => {
        $crate::external_var!(stringify!($name))
    };
    ($name:expr) => {{
        const __PODWRIGHT_VAR: $crate::env::VarRef = $crate::env::VarRef::external($name);
        __PODWRIGHT_VAR
    }};
}
