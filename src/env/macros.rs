/// Writes environment variables, one a line: `NAME = value`.
///
/// Each line binds its name for the lines below, so that a [`text!`](crate::text) can refer to it. A reference to a
/// name that no line above declares does not compile, nor does a name that is given twice. A name that is no Rust
/// identifier stands in quotes, and no text can refer to it. A value of `None` leaves its variable out.
/// [`IntoEnvValue`](crate::env::IntoEnvValue) lists what values may be.
///
/// Arguments that refer to the variables follow them after a semicolon: `args [..]` adds arguments to the container,
/// `command [..]` sets its command.
///
/// ```
/// use podwright::prelude::*;
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
///
/// let web = Container::new(name!("web"), image!("nginx:1.27")).env(vars).arg("--color");
/// assert_eq!(v1::Container::from(web).args.unwrap(), ["serve", "--port=$(PORT)", "--color"]);
/// ```
///
/// ```compile_fail,E0425
/// podwright::vars! { URL = podwright::text!["http://", HOST], HOST = "db.internal" };
/// ```
///
/// ```compile_fail,E0277
/// podwright::vars! { PORT = 8080, PORT = 9090 };
/// ```
///
/// ```compile_fail,E0080
/// podwright::vars! { PORT = 8080, "PORT" = 9090 };
/// ```
#[doc(alias = "valueFrom")]
#[macro_export]
macro_rules! vars {
    ($($tokens:tt)*) => {{
        const __PODWRIGHT_VARS: usize = $crate::env::count_variables(&[$(stringify!($tokens)),*]);
        #[allow(unused_mut, reason = "there may be no variable")]
        let mut __podwright_vars = $crate::env::Vars::with_capacity(__PODWRIGHT_VARS);
        $crate::__vars!(@read ($) __podwright_vars [] $($tokens)*);
        __podwright_vars
    }};
}

/// Takes `vars!` apart: a `$` for macros inside of it, the list, the names above, and what is still to be read.
///
/// A name is bound in a block below its value, so that the value does not see it. Four lines a step keep long lists
/// below the limit of recursion. Names are matched as tokens, for only these keep their place in the user's program: a
/// message that takes one as an argument points at it. A name that stands above is found by a macro that has the names
/// above as its patterns, and one in quotes by a constant.
#[doc(hidden)]
#[macro_export]
macro_rules! __vars {
    (@read $dollar:tt $vars:ident [$($names:tt)*]
        $a:tt = $va:expr, $b:tt = $vb:expr, $c:tt = $vc:expr, $d:tt = $vd:expr, $($rest:tt)*) => {{
        let __podwright_value = $crate::env::IntoEnvValue::into_env_value($va);
        {
            $crate::__vars!(@line $dollar $vars __podwright_value [$($names)*] $a $a);
            let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vb);
            {
                $crate::__vars!(@line $dollar $vars __podwright_value [$($names)* $a] $b $b);
                let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vc);
                {
                    $crate::__vars!(@line $dollar $vars __podwright_value [$($names)* $a $b] $c $c);
                    let __podwright_value = $crate::env::IntoEnvValue::into_env_value($vd);
                    {
                        $crate::__vars!(@line $dollar $vars __podwright_value [$($names)* $a $b $c] $d $d);
                        $crate::__vars!(@read $dollar $vars [$($names)* $a $b $c $d] $($rest)*);
                    }
                }
            }
        }
    }};
    (@read $dollar:tt $vars:ident [$($names:tt)*] $a:tt = $va:expr $(, $($rest:tt)*)?) => {{
        let __podwright_value = $crate::env::IntoEnvValue::into_env_value($va);
        {
            $crate::__vars!(@line $dollar $vars __podwright_value [$($names)*] $a $a);
            $crate::__vars!(@read $dollar $vars [$($names)* $a] $($($rest)*)?);
        }
    }};
    (@read $dollar:tt $vars:ident $names:tt $name:tt = $value:expr; $($rest:tt)*) => {
        $crate::__vars!(@read $dollar $vars $names $name = $value, ; $($rest)*);
    };
    (@read $dollar:tt $vars:ident $names:tt ; $($rest:tt)*) => {
        $crate::__vars!(@names $names);
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@read $dollar:tt $vars:ident $names:tt) => {
        $crate::__vars!(@names $names);
    };
    (@read $dollar:tt $vars:ident $names:tt $token:tt $($rest:tt)*) => {
        $crate::__vars!(@has_value $token $token);
    };

    (@line ($dollar:tt) $vars:ident $value:ident [$($names:tt)*] $name:ident $token:tt) => {
        #[allow(non_upper_case_globals, reason = "environment variables have any case")]
        const $name: $crate::expansion::VarRef = $crate::expansion::VarRef::declared(stringify!($name));
        {
            macro_rules! __podwright_given {
                $(($names $dollar token:tt) => { $crate::__vars!(@given_once $names $dollar token); };)*
                ($dollar($dollar other:tt)*) => {};
            }
            __podwright_given!($token $token);
        }
        $vars.push($name, $value);
    };
    (@line $dollar:tt $vars:ident $value:ident $names:tt $name:literal $token:tt) => {
        const _: $crate::expansion::VarRef = $crate::expansion::VarRef::declared($name);
        $vars.push(const { $crate::expansion::VarRef::declared($name) }, $value);
    };
    (@line $dollar:tt $vars:ident $value:ident $names:tt $name:tt $token:tt) => {
        $crate::__vars!(@has_value $token $token);
    };

    (@names [$($name:tt)*]) => {
        const _: () = $crate::env::refuse_names_in_quotes(&[$($crate::__vars!(@text $name)),*]);
    };
    (@text $name:ident) => {
        (false, stringify!($name))
    };
    (@text $name:literal) => {
        (true, $name)
    };
    (@text $name:tt) => {
        (false, "")
    };

    (@words $vars:ident args [$($word:expr),* $(,)?] $($rest:tt)*) => {
        $($vars.push_arg($word);)*
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@words $vars:ident command [$($word:expr),+ $(,)?] $($rest:tt)*) => {
        $($vars.push_command($word);)+
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@words $vars:ident $(;)?) => {};
    (@words $vars:ident, $($rest:tt)*) => {
        $crate::__vars!(@words $vars $($rest)*);
    };
    (@words $vars:ident $token:tt $($rest:tt)*) => {
        $crate::__vars!(@lists_arguments $token $token);
    };

    (@given_once $name:ident $token:tt) => {
        $crate::__vars!(@point_at $name, given_once($token));
    };
    (@given_once $name:tt $token:tt) => {};
    (@has_value $name:ident $token:tt) => {
        $crate::__vars!(@point_at $name, has_value($token));
    };
    (@has_value $name:tt $token:tt) => {
        compile_error!(concat!(
            "no `= value` follows `", stringify!($name), "`: an environment variable is written `NAME = value`",
        ));
    };
    (@lists_arguments $name:ident $token:tt) => {
        $crate::__vars!(@point_at $name, lists_arguments($token));
    };
    (@lists_arguments $name:tt $token:tt) => {
        compile_error!(concat!(
            "`", stringify!($name), "` is not a list of arguments: only `args [..]` and `command [..]` follow the semicolon",
        ));
    };
    (@point_at $name:ident, $message:ident($token:tt)) => {
        const _: () = {
            #[allow(non_camel_case_types, reason = "it is named as the user names it")]
            struct $name;
            $crate::env::$message($token);
        };
    };
}

/// Writes a text with references to variables, which the kubelet replaces: `text!["http://", HOST, ":", PORT]`.
///
/// A variable is one that [`vars!`](crate::vars) declares above, or an [`external_var!`](crate::external_var). All
/// other parts are literal: the container receives them as you write them.
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
        $crate::expansion::Text::new()$(.then($part))*
    };
}

/// Refers to a variable of the container in a text outside of its [`vars!`](crate::vars).
///
/// `build()` reports a reference to a variable that the container does not declare.
///
/// ```
/// use podwright::prelude::*;
///
/// let data = Volume::claim(name!("data"), &ClaimRef::new(name!("shared")));
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
        const _: $crate::expansion::VarRef = $crate::expansion::VarRef::declared($name);
        const { $crate::expansion::VarRef::declared($name) }
    }};
}

/// Refers to a variable that the container does not declare itself: one of a service, or of a source in `env_from`.
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
        const _: $crate::expansion::VarRef = $crate::expansion::VarRef::external($name);
        const { $crate::expansion::VarRef::external($name) }
    }};
}
