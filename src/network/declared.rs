//! Services that are declared as types, for those that need each other.

use std::fmt;
use std::marker::PhantomData;

use super::known::{ChoosePort, IntoPortNumber, PortChoice};
use crate::sealed::Sealed;
use crate::value::PortNumber;

/// A service that [`service!`](crate::service) declares.
pub trait DeclaredService {}

/// A port of a declared service `S`: its number.
pub struct ServicePortOf<S> {
    number: PortNumber,
    of: PhantomData<fn() -> S>,
}

impl<S> ServicePortOf<S> {
    #[doc(hidden)]
    #[must_use]
    pub const fn declared(number: i64) -> Self {
        Self { number: PortNumber::of_literal(number), of: PhantomData }
    }

    /// Returns the number.
    #[must_use]
    pub const fn number(&self) -> PortNumber {
        self.number
    }
}

impl<S> Clone for ServicePortOf<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for ServicePortOf<S> {}

impl<S> fmt::Debug for ServicePortOf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServicePortOf").field(&self.number).finish()
    }
}

impl<S> Sealed for ServicePortOf<S> {}

impl<S: DeclaredService> IntoPortNumber for ServicePortOf<S> {
    fn into_port_number(self) -> i32 {
        self.number.into()
    }
}

impl<S: DeclaredService> ChoosePort for ServicePortOf<S> {
    fn into_choice(self) -> PortChoice {
        PortChoice::Number(self.number.into())
    }
}

/// Declares a service as a type, with its name and its ports: for services that need each other, and for addresses in
/// constants.
///
/// The type has the methods `address`, `url`, `host` and `backend` of a service, and a constant for each port. A workload makes
/// the object: `catalog.service_named(Catalog::name())`.
///
/// ```
/// use podwright::prelude::*;
/// use podwright::service;
///
/// service! {
///     /// What the shop sells.
///     Catalog = "productcatalogservice" { GRPC = 3550 }
/// }
///
/// let web = Container::new(name!("web"), image!("acme/web:1"))
///     .env(vars! { CATALOG_ADDR = Catalog.address(Catalog::GRPC) });
/// let env = v1::Container::from(web).env.unwrap();
/// assert_eq!(env[0].value.as_deref(), Some("productcatalogservice:3550"));
///
/// let grpc = port!("grpc", 8080);
/// let catalog = Service::over(Catalog::name(), labels! { "app" = "catalog" }).port(&grpc, Catalog::GRPC).build()?;
/// assert_eq!(catalog.spec.as_ref().unwrap().ports.as_ref().unwrap()[0].port, 3550);
/// # Ok::<(), podwright::Error>(())
/// ```
#[macro_export]
macro_rules! service {
    ($(#[$attr:meta])* $vis:vis $Service:ident = $name:literal { $($(#[$port_attr:meta])* $PORT:ident = $number:literal),* $(,)? }) => {
        $(#[$attr])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis struct $Service;

        impl $crate::network::DeclaredService for $Service {}

        #[allow(dead_code, reason = "not every declared service has all of its methods called")]
        impl $Service {
            $($(#[$port_attr])* $vis const $PORT: $crate::network::ServicePortOf<$Service> =
                $crate::network::ServicePortOf::declared($number as i64);)*

            /// Returns the name of the service.
            #[must_use]
            $vis fn name() -> $crate::value::DnsLabel {
                const NAME: $crate::value::DnsLabel = $crate::value::DnsLabel::literal($name);
                NAME
            }

            fn __external() -> $crate::network::ExternalService {
                $crate::network::Service::external(Self::name())
                    $(.port_number(Self::$PORT, Self::$PORT))*
            }

            /// Returns the address of a port: `name:port`.
            #[must_use]
            $vis fn address(
                self,
                port: $crate::network::ServicePortOf<$Service>,
            ) -> $crate::network::ServiceAddress {
                Self::__external().address(port)
            }

            /// Returns the URL of a port: `scheme://name:port`.
            #[must_use]
            $vis fn url(
                self,
                scheme: impl Into<String>,
                port: $crate::network::ServicePortOf<$Service>,
            ) -> $crate::network::ServiceAddress {
                Self::__external().url(scheme, port)
            }

            /// Returns the name by which the service is found in the DNS of the cluster.
            #[must_use]
            $vis fn host(self) -> $crate::network::ServiceAddress {
                Self::__external().host()
            }

            /// Returns a port of the service as the backend of an ingress.
            #[must_use]
            $vis fn backend(self, port: $crate::network::ServicePortOf<$Service>) -> $crate::network::Backend {
                Self::__external().backend(port)
            }
        }

        $(const _: $crate::network::ServicePortOf<$Service> = $Service::$PORT;)*
        const _: () = ::std::mem::forget($crate::value::DnsLabel::literal($name));
    };
}
