use crate::network::Service;
use crate::object::ServiceRef;

/// What gives the pods of a StatefulSet their names: its headless service, or a reference to it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the headless service of a StatefulSet",
    label = "the service is given by value: `&Service::headless(name)`, or `&ServiceRef::literal(\"db\")`",
    note = "its pods get their names in the DNS of the cluster by it: `db-0.db`"
)]
pub trait HeadlessService: sealed::Sealed {
    #[doc(hidden)]
    fn to_reference(&self) -> ServiceRef;
}

impl HeadlessService for ServiceRef {
    fn to_reference(&self) -> ServiceRef {
        self.clone()
    }
}

/// A service of the program, which exists before the StatefulSet: `Service::headless(name)`.
impl HeadlessService for Service {
    fn to_reference(&self) -> ServiceRef {
        self.handle()
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for super::Service {}

    impl Sealed for super::ServiceRef {}
}
