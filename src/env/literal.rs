//! The types that have one obvious form as text: values of variables, arguments and parts of texts.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::arg::{Arg, IntoArg, sealed};
use super::text::{Text, TextPart};
use super::value::{EnvValue, IntoEnvValue};
use crate::value::{DnsLabel, DnsSubdomain, Image, IpAddress, LabelValue, MountPath, PortNumber};

/// Makes types values of variables, arguments and parts of texts.
macro_rules! literals {
    ($($Type:ty => |$value:ident| $text:expr;)+) => {
        $(
            impl IntoEnvValue for $Type {
                #[inline]
                fn into_env_value(self) -> Option<EnvValue> {
                    let $value = self;
                    Some(EnvValue::literal($text))
                }
            }

            impl sealed::Sealed for $Type {}

            impl IntoArg for $Type {
                #[inline]
                fn into_arg(self) -> Arg {
                    let $value = self;
                    Arg::literal($text)
                }
            }

            impl TextPart for $Type {
                #[inline]
                fn append_to(self, text: &mut Text) {
                    let $value = self;
                    let literal: Cow<'_, str> = $text;
                    text.push_literal(&literal);
                }
            }
        )+
    };
}

/// Does the same for types whose `Display` is that form.
macro_rules! displayed {
    ($($Type:ty),+ $(,)?) => {
        literals! { $($Type => |value| Cow::Owned(value.to_string());)+ }
    };
}

literals! {
    &str => |text| Cow::Borrowed(text);
    &String => |text| Cow::Borrowed(text.as_str());
    String => |text| Cow::Owned(text);
    Cow<'_, str> => |text| text;
    bool => |value| Cow::Borrowed(if value { "true" } else { "false" });
    DnsLabel => |value| Cow::Owned(value.into_string());
    DnsSubdomain => |value| Cow::Owned(value.into_string());
    LabelValue => |value| Cow::Owned(value.into_string());
    MountPath => |value| Cow::Owned(value.into_string());
    Image => |value| Cow::Owned(value.into_string());
}

displayed! {
    char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize,
    IpAddr, Ipv4Addr, Ipv6Addr, IpAddress, PortNumber,
}
