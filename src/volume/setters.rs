//! Setters that a source has by itself, and that a volume made of it has too.

/// Lets a change reach the struct of Kubernetes inside, wherever it is kept.
pub(crate) trait Edit<Struct>: Sized {
    fn edit(self, change: impl FnOnce(&mut Struct)) -> Self;
}

/// Defines setters once, for each type that holds the same struct of Kubernetes.
///
/// The first name in the parentheses is the struct. `@` introduces the parameter of a generic holder, and brackets those of
/// a generic setter.
macro_rules! setters {
    ($Struct:ty, [$($(@$G:ident)? $Holder:ty),+ $(,)?] $methods:tt) => {
        $($crate::volume::setters::setters!(@holder $Struct, [$($G)?] [$Holder] $methods);)+
    };
    (@holder $Struct:ty, [$($G:ident)?] [$Holder:ty] {
        $(
            $(#[$attr:meta])*
            fn $name:ident $([$($P:ident $(: $Bound:path)?),+])? ($inner:ident $(, $arg:ident: $Arg:ty)* $(,)?)
            $body:block
        )+
    }) => {
        impl$(<$G>)? $Holder {
            $(
                $(#[$attr])*
                #[must_use]
                pub fn $name$(<$($P $(: $Bound)?),+>)?(self $(, $arg: $Arg)*) -> Self {
                    $crate::volume::setters::Edit::<$Struct>::edit(self, |$inner| $body)
                }
            )+
        }
    };
}

pub(crate) use setters;
