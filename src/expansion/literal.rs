//! The types that have one obvious form as text.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::text::{Text, TextPart, sealed};
use crate::value::{DnsLabel, DnsSubdomain, Image, IpAddress, LabelValue, MountPath, PortNumber};

/// Calls a macro with each such type, and with what makes the text of it.
macro_rules! for_each_literal {
    ($apply:ident) => {
        $apply! {
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
            char => |value| Cow::Owned(value.to_string());
            u8 => |value| Cow::Owned(value.to_string());
            u16 => |value| Cow::Owned(value.to_string());
            u32 => |value| Cow::Owned(value.to_string());
            u64 => |value| Cow::Owned(value.to_string());
            u128 => |value| Cow::Owned(value.to_string());
            usize => |value| Cow::Owned(value.to_string());
            i8 => |value| Cow::Owned(value.to_string());
            i16 => |value| Cow::Owned(value.to_string());
            i32 => |value| Cow::Owned(value.to_string());
            i64 => |value| Cow::Owned(value.to_string());
            i128 => |value| Cow::Owned(value.to_string());
            isize => |value| Cow::Owned(value.to_string());
            IpAddr => |value| Cow::Owned(value.to_string());
            Ipv4Addr => |value| Cow::Owned(value.to_string());
            Ipv6Addr => |value| Cow::Owned(value.to_string());
            IpAddress => |value| Cow::Owned(value.to_string());
            PortNumber => |value| Cow::Owned(value.to_string());
        }
    };
}

pub(crate) use for_each_literal;

macro_rules! text_parts {
    ($($Type:ty => |$value:ident| $text:expr;)+) => {
        $(
            impl sealed::Sealed for $Type {}

            impl TextPart for $Type {
                fn append_to(self, text: &mut Text) {
                    let $value = self;
                    let literal: Cow<'_, str> = $text;
                    text.push_literal(&literal);
                }
            }
        )+
    };
}

for_each_literal!(text_parts);
