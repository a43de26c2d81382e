//! What the macros of this module expand to.

/// Takes `config_map!` and `external_config_map!` apart, key by key.
///
/// A key without a value is `Required` in a map that is made here, and `Elsewhere` in an external one. The forms of a key are
/// told apart by tokens. `hashed` is matched as a token too. Eight keys a step keep long lists below the limit of recursion.
#[doc(hidden)]
#[macro_export]
macro_rules! __config_map {
    (@keys Elsewhere $head:tt $done:tt $(#[$attr:meta])* $KEY:ident = $key:literal : $($rest:tt)*) => {
        compile_error!("a key of an external ConfigMap is written `LEVEL = \"level\"`: its constant and its text");
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*]
        $(#[$a:meta])* $Ka:ident = $ka:literal : $va:literal,
        $(#[$b:meta])* $Kb:ident = $kb:literal : $vb:literal,
        $(#[$c:meta])* $Kc:ident = $kc:literal : $vc:literal,
        $(#[$d:meta])* $Kd:ident = $kd:literal : $vd:literal,
        $(#[$e:meta])* $Ke:ident = $ke:literal : $ve:literal,
        $(#[$f:meta])* $Kf:ident = $kf:literal : $vf:literal,
        $(#[$g:meta])* $Kg:ident = $kg:literal : $vg:literal,
        $(#[$h:meta])* $Kh:ident = $kh:literal : $vh:literal,
        $($rest:tt)*
    ) => {
        $crate::__config_map!(@keys $Plain $head [$($done)*
            {[$(#[$a])*] $Ka $ka Text [($va)]}
            {[$(#[$b])*] $Kb $kb Text [($vb)]}
            {[$(#[$c])*] $Kc $kc Text [($vc)]}
            {[$(#[$d])*] $Kd $kd Text [($vd)]}
            {[$(#[$e])*] $Ke $ke Text [($ve)]}
            {[$(#[$f])*] $Kf $kf Text [($vf)]}
            {[$(#[$g])*] $Kg $kg Text [($vg)]}
            {[$(#[$h])*] $Kh $kh Text [($vh)]}
        ] $($rest)*);
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal : include_bytes!($($path:tt)*) $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@keys $Plain $head [$($done)* {[$(#[$attr])*] $KEY $key Binary [(include_bytes!($($path)*))]}] $($($rest)*)?);
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@keys $Plain $head [$($done)* {[$(#[$attr])*] $KEY $key Text [($value)]}] $($($rest)*)?);
    };
    (@keys Required [$attrs:tt $vis:tt $Type:ident $name:literal hashed] $done:tt $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        compile_error!("a hashed ConfigMap has all its values here: its name is made from them");
    };
    (@keys Required [$attrs:tt $vis:tt $Type:ident $name:literal hashed] $done:tt $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        compile_error!("a hashed ConfigMap has all its values here: its name is made from them");
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*]
        $(#[$a:meta])* $Ka:ident = $ka:literal,
        $(#[$b:meta])* $Kb:ident = $kb:literal,
        $(#[$c:meta])* $Kc:ident = $kc:literal,
        $(#[$d:meta])* $Kd:ident = $kd:literal,
        $(#[$e:meta])* $Ke:ident = $ke:literal,
        $(#[$f:meta])* $Kf:ident = $kf:literal,
        $(#[$g:meta])* $Kg:ident = $kg:literal,
        $(#[$h:meta])* $Kh:ident = $kh:literal,
        $($rest:tt)*
    ) => {
        $crate::__config_map!(@keys $Plain $head [$($done)*
            {[$(#[$a])*] $Ka $ka $Plain []}
            {[$(#[$b])*] $Kb $kb $Plain []}
            {[$(#[$c])*] $Kc $kc $Plain []}
            {[$(#[$d])*] $Kd $kd $Plain []}
            {[$(#[$e])*] $Ke $ke $Plain []}
            {[$(#[$f])*] $Kf $kf $Plain []}
            {[$(#[$g])*] $Kg $kg $Plain []}
            {[$(#[$h])*] $Kh $kh $Plain []}
        ] $($rest)*);
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*]
        $(#[$a:meta])* optional $Ka:ident = $ka:literal,
        $(#[$b:meta])* optional $Kb:ident = $kb:literal,
        $(#[$c:meta])* optional $Kc:ident = $kc:literal,
        $(#[$d:meta])* optional $Kd:ident = $kd:literal,
        $(#[$e:meta])* optional $Ke:ident = $ke:literal,
        $(#[$f:meta])* optional $Kf:ident = $kf:literal,
        $(#[$g:meta])* optional $Kg:ident = $kg:literal,
        $(#[$h:meta])* optional $Kh:ident = $kh:literal,
        $($rest:tt)*
    ) => {
        $crate::__config_map!(@keys $Plain $head [$($done)*
            {[$(#[$a])*] $Ka $ka Optional []}
            {[$(#[$b])*] $Kb $kb Optional []}
            {[$(#[$c])*] $Kc $kc Optional []}
            {[$(#[$d])*] $Kd $kd Optional []}
            {[$(#[$e])*] $Ke $ke Optional []}
            {[$(#[$f])*] $Kf $kf Optional []}
            {[$(#[$g])*] $Kg $kg Optional []}
            {[$(#[$h])*] $Kh $kh Optional []}
        ] $($rest)*);
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@keys $Plain $head [$($done)* {[$(#[$attr])*] $KEY $key $Plain []}] $($($rest)*)?);
    };
    (@keys $Plain:ident $head:tt [$($done:tt)*] $(#[$attr:meta])* optional $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__config_map!(@keys $Plain $head [$($done)* {[$(#[$attr])*] $KEY $key Optional []}] $($($rest)*)?);
    };
    (@keys Required [[$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal $form:ident] [$($keys:tt)*]) => {
        $crate::__config_map!(@declare [$($attrs)*] [$vis] $Type $name [$($keys)*]
            [$crate::config::declare::Ours<{
                $crate::config::declare::has_all_values(<$Type as $crate::config::DeclaredConfigMap>::DATA)
            }>]
            [$crate::__config_map!(@form $form)]
            [$crate::__config_map!(@name $form $Type);]
        );
    };
    (@keys Required $head:tt $done:tt $($other:tt)*) => {
        compile_error!("a key of a ConfigMap is written `LEVEL = \"level\": \"info\"`: its constant, its text, its value");
    };

    (@keys Elsewhere [[$($attrs:tt)*] [$vis:vis] $Type:ident $name:literal [$($reason:literal)?]] [$($keys:tt)*]) => {
        $crate::__config_map!(@declare [$($attrs)*] [$vis] $Type $name [$($keys)*]
            [$crate::config::declare::External]
            [$crate::config::declare::Form::Plain]
            [$(const MADE_BY: Option<&'static str> = Some($reason);)?]
        );
    };
    (@keys Elsewhere $head:tt $done:tt $($other:tt)*) => {
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

        $crate::__handle!($Type, DeclaredConfigMap, "ConfigMap", "configmaps", OurConfigMap, HasAllValues);
    };
}

/// Takes `secret!` and `external_secret!` apart, key by key.
#[doc(hidden)]
#[macro_export]
macro_rules! __secret {
    (@read $head:tt [$($done:tt)*]
        $(#[$a:meta])* $Ka:ident = $ka:literal,
        $(#[$b:meta])* $Kb:ident = $kb:literal,
        $(#[$c:meta])* $Kc:ident = $kc:literal,
        $(#[$d:meta])* $Kd:ident = $kd:literal,
        $(#[$e:meta])* $Ke:ident = $ke:literal,
        $(#[$f:meta])* $Kf:ident = $kf:literal,
        $(#[$g:meta])* $Kg:ident = $kg:literal,
        $(#[$h:meta])* $Kh:ident = $kh:literal,
        $($rest:tt)*
    ) => {
        $crate::__secret!(@read $head [$($done)*
            {[$(#[$a])*] $Ka $ka Required false}
            {[$(#[$b])*] $Kb $kb Required false}
            {[$(#[$c])*] $Kc $kc Required false}
            {[$(#[$d])*] $Kd $kd Required false}
            {[$(#[$e])*] $Ke $ke Required false}
            {[$(#[$f])*] $Kf $kf Required false}
            {[$(#[$g])*] $Kg $kg Required false}
            {[$(#[$h])*] $Kh $kh Required false}
        ] $($rest)*);
    };
    (@read $head:tt [$($done:tt)*]
        $(#[$a:meta])* optional $Ka:ident = $ka:literal,
        $(#[$b:meta])* optional $Kb:ident = $kb:literal,
        $(#[$c:meta])* optional $Kc:ident = $kc:literal,
        $(#[$d:meta])* optional $Kd:ident = $kd:literal,
        $(#[$e:meta])* optional $Ke:ident = $ke:literal,
        $(#[$f:meta])* optional $Kf:ident = $kf:literal,
        $(#[$g:meta])* optional $Kg:ident = $kg:literal,
        $(#[$h:meta])* optional $Kh:ident = $kh:literal,
        $($rest:tt)*
    ) => {
        $crate::__secret!(@read $head [$($done)*
            {[$(#[$a])*] $Ka $ka Optional true}
            {[$(#[$b])*] $Kb $kb Optional true}
            {[$(#[$c])*] $Kc $kc Optional true}
            {[$(#[$d])*] $Kd $kd Optional true}
            {[$(#[$e])*] $Ke $ke Optional true}
            {[$(#[$f])*] $Kf $kf Optional true}
            {[$(#[$g])*] $Kg $kg Optional true}
            {[$(#[$h])*] $Kh $kh Optional true}
        ] $($rest)*);
    };
    (@read $head:tt $done:tt $(#[$attr:meta])* $KEY:ident = $key:literal : $($rest:tt)*) => {
        compile_error!("a Secret has no value in the source: `.with(..)` gives it one at run time");
    };
    (@read $head:tt [$($done:tt)*] $(#[$attr:meta])* $KEY:ident = $key:literal $(, $($rest:tt)*)?) => {
        $crate::__secret!(@read $head [$($done)* {[$(#[$attr])*] $KEY $key Required false}] $($($rest)*)?);
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

        $crate::__handle!($Type, DeclaredSecret, "Secret", "secrets", OurSecret, HasAllSecretValues);
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

/// Makes a declared type a source of variables and of files, and something that roles speak of.
#[doc(hidden)]
#[macro_export]
macro_rules! __handle {
    ($Type:ident, $Declared:ident, $kind:literal, $resource:literal, $Our:ident, $HasAll:ident) => {
        impl $crate::app::IntoObjects for $Type
        where
            // Without the lifetime rustc refuses the impl itself if the bound does not hold.
            for<'a> <$Type as $crate::config::$Declared>::Values:
                $crate::config::declare::$Our<$Type> + $crate::config::declare::$HasAll<$Type>,
        {
            fn into_objects(self, members: &mut $crate::app::Members) {
                $crate::app::IntoObjects::into_objects($crate::config::$Declared::builder(self), members);
            }
        }

        impl $crate::app::IntoExternal for $Type {
            fn into_external(self) -> $crate::links::External {
                $crate::app::declared_external(
                    $kind,
                    &<$Type as $crate::config::$Declared>::reference(),
                    <$Type as $crate::config::$Declared>::MADE_BY,
                )
            }
        }

        impl $crate::config::declare::DeclaredObject for $Type {
            const RESOURCE: $crate::value::ResourcePath = $crate::value::ResourcePath::literal($resource);

            fn object_name() -> $crate::value::DnsSubdomain {
                <$Type as $crate::config::$Declared>::name()
            }
        }

        impl $crate::config::declare::EnvFromSource for $Type {}

        impl $crate::env::IntoEnvFrom for $Type {
            fn into_env_from(self) -> $crate::env::EnvFrom {
                $crate::config::$Declared::all(self)
            }
        }

        impl $crate::config::declare::ProjectedSource for $Type {}

        impl $crate::volume::source::projected::IntoProjection for $Type {
            fn into_projection(self) -> $crate::config::declare::Projection {
                $crate::volume::source::projected::IntoProjection::into_projection(
                    <$Type as $crate::config::$Declared>::reference(),
                )
            }
        }
    };
}
