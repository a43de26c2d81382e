//! How a pod resolves names, and what it is called itself.

mod dns;
mod host_alias;
mod hostname;

pub use dns::Dns;
pub use host_alias::HostAlias;
pub use hostname::Hostname;
