//! Names, paths, ports, labels, quantities: parsed once, valid ever after.
//!
//! Each grammar of Kubernetes has a type. There are three ways to make a value:
//!
//! - From a literal, by a macro such as [`name!`](crate::name). A bad literal does not compile.
//! - From a text or a number that is known at run time, by `parse()` or `try_from`. The error says what is wrong.
//! - From the fields of a custom resource, by [`field`] and [`collect`]. One error names all fields that are wrong.

#[cfg(feature = "app")]
mod access;
#[cfg(feature = "app")]
mod app_protocol;
#[cfg(feature = "app")]
mod cidr;
mod config_key;
#[cfg(feature = "app")]
mod cron;
mod dns;
mod env_name;
mod field;
pub(crate) mod grammar;
mod header_name;
#[cfg(feature = "app")]
mod host;
mod id;
mod image;
#[cfg(feature = "app")]
mod indexes;
#[cfg(feature = "app")]
mod int_or_percent;
pub(crate) mod ip;
mod key;
mod labels;
pub(crate) mod link;
mod literal;
mod macros;
#[cfg(feature = "app")]
mod managed_by;
#[cfg(feature = "app")]
mod metric;
mod mode;
mod name;
mod number;
mod one_or_more;
mod parse_error;
mod parse_errors;
mod path;
mod port;
#[cfg(feature = "app")]
mod priority;
pub(crate) mod quantity;
mod seconds;
#[cfg(feature = "app")]
mod secret_type;
mod security;
mod signer;
mod storage;
mod sysctl;
mod text;
#[cfg(feature = "app")]
mod time_zone;
mod weight;
pub(crate) mod words;

#[cfg(feature = "app")]
pub use access::{CustomVerb, RbacName, ResourcePath, UrlPath};
#[cfg(feature = "app")]
pub use app_protocol::AppProtocol;
#[cfg(feature = "app")]
pub use cidr::Cidr;
pub use config_key::ConfigKey;
#[cfg(feature = "app")]
pub use cron::CronSchedule;
pub use dns::{DnsOptionName, HostnameOverride, SearchDomain};
pub use env_name::EnvName;
pub use field::{IntoParsed, IntoValues, collect, field, fields};
pub use header_name::HeaderName;
#[cfg(feature = "app")]
pub use host::Host;
pub use id::{GroupId, UserId};
pub use image::{Image, Registry};
#[cfg(feature = "app")]
pub use indexes::Indexes;
#[cfg(feature = "app")]
pub use int_or_percent::{IntOrPercent, IntoIntOrPercent, percent};
pub use ip::IpAddress;
pub use key::{AnnotationKey, LabelKey, LabelValue};
#[doc(hidden)]
pub use labels::refuse_duplicate_keys;
pub use labels::{Annotations, Labels};
pub use literal::FromLiteral;
#[cfg(feature = "app")]
pub use managed_by::ManagedBy;
#[cfg(feature = "app")]
pub use metric::MetricName;
pub use mode::FileMode;
pub use name::{DnsLabel, DnsSubdomain, GenerateName};
pub use number::{FromNumber, IntoNumber};
pub use one_or_more::OneOrMore;
pub use parse_error::ParseError;
pub use parse_errors::ParseErrors;
pub use path::{HostPath, MountPath, ProjectedPath, SubPath};
#[cfg(feature = "app")]
pub use port::NodePortNumber;
pub use port::{Port, PortName, PortNumber};
#[cfg(feature = "app")]
pub use priority::{LimitRatio, Priority};
pub use quantity::{Cpu, ExtendedResource, HugePageSize, HugePages, Memory, Storage};
pub use seconds::{Seconds, secs};
#[cfg(feature = "app")]
pub use secret_type::SecretType;
pub use security::{AppArmorProfileName, Capability, GmsaCredentialSpec, WindowsUserName};
pub use signer::{PrefixedKey, SignerName, TrustBundleName};
pub use storage::{CsiDriver, IscsiName, IscsiPortal, NfsPath, NfsServer, ObjectKind};
pub use sysctl::SysctlName;
#[cfg(feature = "app")]
pub use time_zone::TimeZone;
pub use weight::Weight;
pub use words::Protocol;

pub(crate) use parse_error::{refuse_literal, refuse_number};
