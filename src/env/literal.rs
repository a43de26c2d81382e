//! The types that have one obvious form as text: values of variables and arguments.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::arg::{Arg, IntoArg, sealed};
use super::value::{EnvValue, IntoEnvValue};
use crate::expansion::for_each_literal;
use crate::value::{DnsLabel, DnsSubdomain, Image, IpAddress, LabelValue, MountPath, PortNumber};

/// Makes types values of variables and arguments.
macro_rules! values_and_arguments {
    ($($Type:ty => |$value:ident| $text:expr;)+) => {
        $(
            impl IntoEnvValue for $Type {
                fn into_env_value(self) -> Option<EnvValue> {
                    let $value = self;
                    Some(EnvValue::literal($text))
                }
            }

            impl sealed::Sealed for $Type {}

            impl IntoArg for $Type {
                fn into_arg(self) -> Arg {
                    let $value = self;
                    Arg::literal($text)
                }
            }
        )+
    };
}

for_each_literal!(values_and_arguments);
