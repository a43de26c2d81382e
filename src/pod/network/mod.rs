//! How a pod resolves names, and its own host name.

mod dns;
mod host_alias;
mod hostname;

pub use dns::Dns;
pub use host_alias::HostAlias;
pub use hostname::Hostname;
