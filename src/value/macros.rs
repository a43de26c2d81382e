/// The name of a container, a volume, a pod or a claim, checked while compiling.
///
/// Stands wherever a [`Name`](crate::Name) or a [`Subdomain`](crate::Subdomain) is asked for.
///
/// ```
/// use podwright::{Name, name};
///
/// let name: Name = name!("log-shipper");
/// assert_eq!(name.as_str(), "log-shipper");
/// ```
///
/// ```compile_fail
/// let name: podwright::Name = podwright::name!("Log_Shipper");
/// ```
#[macro_export]
macro_rules! name {
    ($text:expr) => {{
        const __PODWRIGHT_NAME: $crate::value::Name = $crate::value::Name::literal($text);
        $crate::value::FromName::from_name(__PODWRIGHT_NAME)
    }};
}

/// A name with dots, of a pod, a secret, a config map or a node, checked while compiling.
///
/// ```
/// use podwright::subdomain;
///
/// assert_eq!(subdomain!("wildcard.example.com-tls").as_str(), "wildcard.example.com-tls");
/// ```
#[macro_export]
macro_rules! subdomain {
    ($text:expr) => {{
        const __PODWRIGHT_SUBDOMAIN: $crate::value::Subdomain = $crate::value::Subdomain::literal($text);
        __PODWRIGHT_SUBDOMAIN
    }};
}
