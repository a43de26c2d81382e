//! What the security contexts of containers and of pods have in common.
//!
//! The setters of both with a condition on the profile are written in each: in a macro, an error of a user would show the macro.

/// Implements, for the struct of `k8s_openapi` of the same name: `of`, the profiles that a restricted context has too, and
/// conversions.
macro_rules! context {
    ($Context:ident) => {
        impl<P> $Context<P> {
            fn of(context: v1::$Context) -> Self {
                Self { context, profile: PhantomData }
            }

            fn set_seccomp(mut self, seccomp: Seccomp) -> Self {
                self.context.seccomp_profile = Some(seccomp.into());
                self
            }

            fn set_app_armor(mut self, profile: AppArmor) -> Self {
                self.context.app_armor_profile = Some(profile.into());
                self
            }
        }

        impl<P> Clone for $Context<P> {
            fn clone(&self) -> Self {
                Self::of(self.context.clone())
            }
        }

        impl Default for $Context {
            fn default() -> Self {
                Self::new()
            }
        }

        /// Allows every setting on a restricted context.
        impl From<$Context<Restricted>> for $Context {
            fn from(security: $Context<Restricted>) -> Self {
                Self::of(security.context)
            }
        }

        impl<P> From<$Context<P>> for v1::$Context {
            fn from(security: $Context<P>) -> Self {
                security.context
            }
        }
    };
}

pub(super) use context;
