use crate::describe::Description;
use crate::reader::Reader;

/// The environment of a service: a type that [`contract!`](crate::contract) declares. No other type implements it.
pub trait Contract: Sized {
    #[doc(hidden)]
    const DESCRIPTION: &'static Description;

    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// Declares the environment of a service as a type.
///
/// A line has the name in the environment, the name of the field and its type. A variable with `= value` has a default, an
/// `Option<..>` may be unset, each other one is required. `Option` and `Secret` are written exactly so, without a path. A nested
/// contract has a prefix: `nested "DB_" as db: DbEnv`.
///
/// A manifest gives a required variable a value that is always there. A source that may have none, such as an optional key of a
/// config map, is the value of a variable that has a default or is an `Option<..>`, and does not compile for another.
///
/// The type has these functions:
///
/// - `from_env()` reads the variables from the environment of the process. The [error](crate::EnvErrors) has all problems.
/// - `from_vars(pairs)` reads them from pairs of names and values, for tests. Other variables are ignored.
/// - `describe()` returns the [`Description`] of the contract.
/// - `vars()` begins the variables that a manifest gives to the service: it has a setter for each field, and `build()`, which
///   exists when each required variable has its value.
///
/// ```
/// use podwright_env::{FromLiteral, Secret, contract};
///
/// contract! {
///     /// The database.
///     #[derive(Debug)]
///     pub struct DbEnv {
///         HOST as host: String,
///         PASSWORD as password: Secret<String>,
///     }
/// }
///
/// contract! {
///     #[derive(Debug)]
///     pub struct WebEnv {
///         /// Port to listen on.
///         PORT as port: u16 = 8080,
///         REGION as region: Option<String>,
///         nested "DB_" as db: DbEnv,
///     }
/// }
///
/// let env = WebEnv::from_vars([("DB_HOST", "db"), ("DB_PASSWORD", "hunter2"), ("REGION", "eu")])?;
/// assert_eq!((env.port, &*env.db.host, env.region.as_deref()), (8080, "db", Some("eu")));
///
/// /// What a manifest writes. In podwright it is `EnvValue`.
/// #[derive(Debug, PartialEq)]
/// enum Value {
///     Literal(String),
///     Secret(&'static str),
/// }
///
/// impl FromLiteral for Value {
///     fn from_literal(text: String) -> Self {
///         Self::Literal(text)
///     }
/// }
///
/// struct Key(&'static str);
///
/// impl podwright_env::ProvidesSecret<Value> for Key {
///     fn provide(self) -> Value {
///         Value::Secret(self.0)
///     }
/// }
///
/// let vars = WebEnv::vars()
///     .port(9090)
///     .db(DbEnv::vars().host("db").password(Key("password")).build())
///     .build();
/// let vars = vars.as_slice();
/// assert_eq!((vars[0].name(), vars[0].value()), ("PORT", &Value::Literal("9090".to_owned())));
/// assert_eq!((vars[2].name(), vars[2].value()), ("DB_PASSWORD", &Value::Secret("password")));
/// # Ok::<(), podwright_env::EnvErrors>(())
/// ```
#[macro_export]
macro_rules! contract {
    ($(#[$($attribute:tt)*])* $vis:vis struct $Type:ident { $($body:tt)* }) => {
        $crate::contract! { @field [[$(#[$($attribute)*])*] [$vis] $Type] [] [] [] $($body)* }
    };

    // The text of an attribute that documents.
    (@doc doc = $doc:expr) => { $doc };
    (@doc $($other:tt)*) => { "" };

    // Each field becomes `{ENV name [docs] [type of the field] [expression that reads it] [entry]}`. What is required stands
    // in a second list too, what is not in a third.
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* nested $prefix:literal as $name:ident : $ty:ty $(, $($rest:tt)*)?) => {
        $crate::contract! { @field $head
            [$($all)* {[] $name [$(#[doc = $doc])*
                #[doc = concat!("\n\nVariables with the prefix `", $prefix, "`.")]] [$ty]
                [|reader: &mut $crate::Reader<'_>| reader.nested($prefix, <$ty as $crate::Contract>::read)]
                [$crate::private::Entry::Nested { prefix: $prefix, of: <$ty as $crate::Contract>::DESCRIPTION }]}]
            [$($required)* {$name $name [$crate::private::MissingNested<field::$name>]
                [$crate::Given<V>] [|given: $crate::Given<V>, value| given.with_nested($prefix, value)]}]
            [$($other)*] $($($rest)*)? }
    };
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : Option<Secret<$ty:ty>> $(, $($rest:tt)*)?) => {
        $crate::contract! { @optional $head [$($all)*] [$($required)*] [$($other)*]
            [$ENV $name true] [ProvidesSecret<V, $crate::MayBeUnset>] [$($doc)*] [Secret<$ty>] [concat!("Secret<", stringify!($ty), ">")] $($($rest)*)? }
    };
    // After a type that itself ends with `>`, the compiler has split the `>>`.
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : Option<Secret<$ty:ty> > $(, $($rest:tt)*)?) => {
        $crate::contract! { @optional $head [$($all)*] [$($required)*] [$($other)*]
            [$ENV $name true] [ProvidesSecret<V, $crate::MayBeUnset>] [$($doc)*] [Secret<$ty>] [concat!("Secret<", stringify!($ty), ">")] $($($rest)*)? }
    };
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : Option<$ty:ty> $(, $($rest:tt)*)?) => {
        $crate::contract! { @optional $head [$($all)*] [$($required)*] [$($other)*]
            [$ENV $name false] [Provides<$ty, V, $crate::MayBeUnset>] [$($doc)*] [$ty] [stringify!($ty)] $($($rest)*)? }
    };
    (@field $head:tt $all:tt $required:tt $other:tt
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : Secret<$ty:ty> = $default:expr $(, $($rest:tt)*)?) => {
        compile_error!(concat!("the secret `", stringify!($ENV), "` has a default: everyone who has the program knows it"));
    };
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : Secret<$ty:ty> $(, $($rest:tt)*)?) => {
        $crate::contract! { @required $head [$($all)*] [$($required)*] [$($other)*]
            [$ENV $name true] [ProvidesSecret<V>] [$($doc)*] [Secret<$ty>] [concat!("Secret<", stringify!($ty), ">")] $($($rest)*)? }
    };
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : $ty:ty = $default:expr $(, $($rest:tt)*)?) => {
        $crate::contract! { @field $head
            [$($all)* {[$ENV] $name [$(#[doc = $doc])*
                #[doc = concat!("\n\nVariable `", stringify!($ENV), "`. Defaults to `", stringify!($default), "`.")]] [$ty]
                [|reader: &mut $crate::Reader<'_>| reader
                    .optional::<$ty>(stringify!($ENV), stringify!($ty), false)
                    .map(|value| value.unwrap_or_else(|| $default))]
                [$crate::private::Entry::Variable($crate::private::OwnVariable {
                    name: stringify!($ENV), type_name: stringify!($ty), is_secret: false, docs: &[$($doc),*],
                    need: $crate::private::Need::Default(|| {
                        #[allow(unused_imports, reason = "the first choice may be there")]
                        use $crate::private::{AsWritten as _, Displayed as _};
                        let default = $crate::private::DefaultOf::<$ty>(|| $default, stringify!($default));
                        (&&default).text()
                    }),
                })]}]
            [$($required)*] [$($other)* {$ENV $name [Provides<$ty, V, $crate::MayBeUnset>]}] $($($rest)*)? }
    };
    (@field $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        $(#[doc = $doc:literal])* $ENV:ident as $name:ident : $ty:ty $(, $($rest:tt)*)?) => {
        $crate::contract! { @required $head [$($all)*] [$($required)*] [$($other)*]
            [$ENV $name false] [Provides<$ty, V>] [$($doc)*] [$ty] [stringify!($ty)] $($($rest)*)? }
    };

    (@required $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        [$ENV:ident $name:ident $secret:literal] [$($provides:tt)*] [$($doc:literal)*] [$ty:ty] [$shown:expr] $($rest:tt)*) => {
        $crate::contract! { @field $head
            [$($all)* {[$ENV] $name [$(#[doc = $doc])* #[doc = concat!("\n\nVariable `", stringify!($ENV), "`.")]] [$ty]
                [|reader: &mut $crate::Reader<'_>| reader.required::<$ty>(stringify!($ENV), $shown, $secret)]
                [$crate::private::Entry::Variable($crate::private::OwnVariable {
                    name: stringify!($ENV), type_name: $shown, is_secret: $secret, docs: &[$($doc),*],
                    need: $crate::private::Need::Required,
                })]}]
            [$($required)* {$name $ENV [$crate::private::Missing<field::$name, variable::$ENV>]
                [impl $crate::$($provides)*]
                [|given: $crate::Given<V>, value| given.with(stringify!($ENV), <_ as $crate::$($provides)*>::provide(value))]}]
            [$($other)*] $($rest)* }
    };
    (@optional $head:tt [$($all:tt)*] [$($required:tt)*] [$($other:tt)*]
        [$ENV:ident $name:ident $secret:literal] [$($provides:tt)*] [$($doc:literal)*] [$ty:ty] [$shown:expr] $($rest:tt)*) => {
        $crate::contract! { @field $head
            [$($all)* {[$ENV] $name [$(#[doc = $doc])*
                #[doc = concat!("\n\nVariable `", stringify!($ENV), "`. May be unset.")]] [::core::option::Option<$ty>]
                [|reader: &mut $crate::Reader<'_>| reader.optional::<$ty>(stringify!($ENV), $shown, $secret)]
                [$crate::private::Entry::Variable($crate::private::OwnVariable {
                    name: stringify!($ENV), type_name: $shown, is_secret: $secret, docs: &[$($doc),*],
                    need: $crate::private::Need::Optional,
                })]}]
            [$($required)*] [$($other)* {$ENV $name [$($provides)*]}] $($rest)* }
    };

    (@field [[$(#[$($attribute:tt)*])*] [$vis:vis] $Type:ident]
        [$({[$($ENV:ident)?] $name:ident [$(#[$doc:meta])*] [$ty:ty] [$read:expr] [$entry:expr]})*]
        [$({$required:ident $Name:ident [$Missing:ty] [$($value:tt)*] [$give:expr]})*]
        [$({$OTHER:ident $other:ident [$($provides:tt)*]})*]
    ) => {
        $(#[$($attribute)*])*
        $vis struct $Type {
            $($(#[$doc])* pub $name: $ty,)*
        }

        impl $crate::Contract for $Type {
            const DESCRIPTION: &'static $crate::Description = &$crate::Description::new(
                stringify!($Type),
                &[$($crate::contract! { @doc $($attribute)* }),*],
                &[$($entry),*],
            );

            fn read(reader: &mut $crate::Reader<'_>) -> ::core::option::Option<Self> {
                $(let $name = ($read)(reader);)*
                ::core::option::Option::Some(Self { $($name: $name?),* })
            }
        }

        #[allow(non_camel_case_types, unreachable_pub, missing_docs, missing_debug_implementations,
            reason = "the items stand for fields and variables, and cannot be named from outside")]
        const _: () = {
            $crate::private::check(<$Type as $crate::Contract>::DESCRIPTION);

            pub mod field { $(pub enum $required {})* }
            pub mod variable { $(pub enum $Name {})* }

            /// The variables that a manifest gives to the service.
            #[must_use]
            pub struct Vars<V, $($required),*> {
                given: $crate::Given<V>,
                state: ::core::marker::PhantomData<fn() -> ($($required,)*)>,
            }

            impl $Type {
                $($(
                    #[doc = concat!("The variable `", stringify!($ENV), "`.")]
                    pub const $ENV: $crate::VarName = $crate::VarName::new(stringify!($ENV));
                )?)*

                /// Reads the variables from the environment of the process.
                ///
                /// # Errors
                ///
                /// If a variable without a default is not set, or a value is not of its type. The error has all problems.
                pub fn from_env() -> ::core::result::Result<Self, $crate::EnvErrors> {
                    $crate::private::from_env()
                }

                /// Reads the variables from pairs of names and values. Variables that are not in the contract are ignored.
                ///
                /// # Errors
                ///
                /// As of `from_env`, and if a variable is given twice.
                pub fn from_vars<K, W>(
                    vars: impl ::core::iter::IntoIterator<Item = (K, W)>,
                ) -> ::core::result::Result<Self, $crate::EnvErrors>
                where
                    K: ::core::convert::Into<::std::ffi::OsString>,
                    W: ::core::convert::Into<::std::ffi::OsString>,
                {
                    $crate::private::from_vars(vars)
                }

                /// Returns what the contract says about its variables: as Markdown, JSON, or a `.env` file.
                #[must_use]
                pub const fn describe() -> &'static $crate::Description {
                    <Self as $crate::Contract>::DESCRIPTION
                }

                /// Begins the variables that a manifest gives to the service.
                pub fn vars<V>() -> Vars<V, $($Missing),*> {
                    Vars { given: $crate::Given::new(), state: ::core::marker::PhantomData }
                }
            }

            impl<V, $($required),*> Vars<V, $($required),*> {
                $(
                    pub fn $other(self, value: impl $crate::$($provides)*) -> Self {
                        let value = <_ as $crate::$($provides)*>::provide(value);
                        Self { given: self.given.with(stringify!($OTHER), value), state: self.state }
                    }
                )*

                /// Changes the variables with another value, if there is one.
                pub fn with_some<Some>(
                    self,
                    value: ::core::option::Option<Some>,
                    change: impl ::core::ops::FnOnce(Self, Some) -> Self,
                ) -> Self {
                    match value {
                        ::core::option::Option::Some(value) => change(self, value),
                        ::core::option::Option::None => self,
                    }
                }

                /// Changes the variables if the condition holds.
                pub fn when(self, condition: bool, change: impl ::core::ops::FnOnce(Self) -> Self) -> Self {
                    if condition { change(self) } else { self }
                }

                /// Returns the variables, when each required one has its value.
                pub fn build(self) -> $crate::Given<V>
                where
                    $($required: $crate::private::Ready,)*
                {
                    self.given.of_contract(<$Type as $crate::Contract>::DESCRIPTION)
                }
            }

            $crate::contract! { @set [] $({$required $Name [$($value)*] [$give]})* }
        };
    };

    (@set [$($before:ident)*]) => {};
    (@set [$($before:ident)*] {$name:ident $Name:ident [$($value:tt)*] [$give:expr]}
        $({$after:ident $After:ident [$($of_after:tt)*] [$give_after:expr]})*) => {
        impl<V, $($before,)* $name, $($after),*> Vars<V, $($before,)* $name, $($after),*> {
            pub fn $name(self, value: $($value)*) -> Vars<V, $($before,)* $crate::private::Set<variable::$Name>, $($after),*>
            where
                $name: $crate::private::Unset,
            {
                Vars { given: ($give)(self.given, value), state: ::core::marker::PhantomData }
            }
        }

        $crate::contract! { @set [$($before)* $name] $({$after $After [$($of_after)*] [$give_after]})* }
    };
}
