//! The containers that each setter of a pod takes.

use super::container_of::ContainerOf;
use super::parts::Parts;
use super::role::{InitRole, MainRole, SidecarRole};

/// An init container: what `init` of a pod takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an init container",
    label = "`.init(..)` takes an `InitContainer`, or one that `wait` makes",
    note = "a sidecar is added with `.sidecar(..)`, the main container with `.main(..)`"
)]
pub trait IntoInitContainer: sealed::Sealed {
    /// The volumes that it shares with the main container.
    type Shares;
    #[doc(hidden)]
    fn into_parts(self) -> Parts;
}

/// A sidecar: what `sidecar` of a pod takes.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a sidecar",
    label = "`.sidecar(..)` takes a `Sidecar`",
    note = "an init container is added with `.init(..)`, the main container with `.main(..)`"
)]
pub trait IntoSidecar: sealed::Sealed {
    /// The volumes that it shares with the main container.
    type Shares;
    #[doc(hidden)]
    fn into_parts(self) -> Parts;
}

/// A main container: what `main` and `container` of a pod take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a main container",
    label = "`.main(..)` and `.container(..)` take a `Container`",
    note = "an init container is added with `.init(..)`, a sidecar with `.sidecar(..)`, both before `.main(..)`"
)]
pub trait IntoMainContainer: sealed::Sealed {
    /// The volumes that it shares with init containers and sidecars.
    type Shares;
    #[doc(hidden)]
    fn into_parts(self) -> Parts;
}

impl<S> IntoInitContainer for ContainerOf<InitRole, S> {
    type Shares = S;

    fn into_parts(self) -> Parts {
        self.parts
    }
}

impl<S> IntoSidecar for ContainerOf<SidecarRole, S> {
    type Shares = S;

    fn into_parts(self) -> Parts {
        self.parts
    }
}

impl<S> IntoMainContainer for ContainerOf<MainRole, S> {
    type Shares = S;

    fn into_parts(self) -> Parts {
        self.parts
    }
}

pub(crate) mod sealed {
    pub trait Sealed {}
    impl<R, S> Sealed for super::ContainerOf<R, S> {}
}
