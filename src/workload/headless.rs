use crate::network::Service;
use crate::object::ServiceRef;

/// What gives the pods of a StatefulSet their names: its headless service, or a reference to it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the headless service of a StatefulSet",
    label = "the service is given by value: `&Service::headless(name!(\"db\"))`, `&ServiceRef::literal(\"db\")`",
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

/// A service that is made before its StatefulSet: `Service::headless(name!("db"))`.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::workload::StatefulSet;
///
/// let peers = Service::headless(name!("db"));
/// let db = PodTemplate::builder().main(Container::new(name!("db"), image!("postgres:17")));
/// let db = StatefulSet::new(name!("db"), &peers, db).build()?;
/// assert_eq!(db.spec.service_name.as_deref(), Some("db"));
/// # Ok::<(), podwright::Error>(())
/// ```
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
