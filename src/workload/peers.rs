//! The service that gives the pods of a StatefulSet their names.

use crate::object::ServiceRef;

/// What gives the pods of a StatefulSet their names: a reference to its headless service.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the headless service of a StatefulSet",
    label = "the service is given by value: `&ServiceRef::literal(\"db\")`",
    note = "its pods get their names in the DNS of the cluster by it: `db-0.db`"
)]
pub trait IntoPeers: sealed::Sealed {
    #[doc(hidden)]
    fn into_peers(self) -> ServiceRef;
}

impl IntoPeers for &ServiceRef {
    fn into_peers(self) -> ServiceRef {
        self.clone()
    }
}

mod sealed {
    use super::ServiceRef;

    pub trait Sealed {}

    impl Sealed for &ServiceRef {}
}
