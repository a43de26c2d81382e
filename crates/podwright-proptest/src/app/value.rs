//! Strategies of the values that an application is made of.

use std::net::{Ipv4Addr, Ipv6Addr};

use proptest::collection::{btree_set, vec};
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::select;

use crate::pick::parsed;
use crate::value::name;
use crate::versions::since;
use podwright::rules::KubeVersion;
use podwright::value::{
    Cidr, CronSchedule, DnsLabel, Host, Indexes, IntOrPercent, ManagedBy, NodePortNumber, Priority, TimeZone,
    percent,
};

/// Generates schedules of every form: numbers, names, ranges, steps and lists, and the words with an `@`.
#[expect(clippy::missing_panics_doc, reason = "each text that it makes is valid")]
pub fn cron_schedule() -> impl Strategy<Value = CronSchedule> {
    let times = (
        cron_field(0, 59, &[]),
        cron_field(0, 23, &[]),
        cron_field(1, 31, &[]),
        cron_field(1, 12, &["jan", "Feb", "MAR", "dec"]),
        cron_field(0, 6, &["sun", "Mon", "SAT"]),
    );
    let times = times
        .prop_map(|(minute, hour, day, month, weekday)| format!("{minute} {hour} {day} {month} {weekday}"));
    let texts = prop_oneof![
        6 => times,
        1 => select(WORDS).prop_map(str::to_owned),
        1 => (1..=48_u8, 0..=59_u8).prop_map(|(hours, minutes)| format!("@every {hours}h{minutes}m")),
    ];
    texts.prop_map(|text| text.parse().expect("each text is a schedule"))
}

/// The words for schedules.
const WORDS: &[&str] = &["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];

fn cron_field(least: u8, most: u8, names: &'static [&'static str]) -> BoxedStrategy<String> {
    let range = (least..=most, least..=most).prop_map(|(one, other)| (one.min(other), one.max(other)));
    let item = prop_oneof![
        4 => (least..=most).prop_map(|number| number.to_string()),
        1 => range.clone().prop_map(|(first, last)| format!("{first}-{last}")),
        1 => (range, 1..=most).prop_map(|((first, last), step)| format!("{first}-{last}/{step}")),
        1 => (least..=most, 1..=most).prop_map(|(first, step)| format!("{first}/{step}")),
    ];
    let field = prop_oneof![
        4 => Just("*".to_owned()),
        1 => Just("?".to_owned()),
        2 => (1..=most).prop_map(|step| format!("*/{step}")),
        4 => vec(item, 1..4).prop_map(|items| items.join(",")),
    ];
    if names.is_empty() {
        return field.boxed();
    }
    prop_oneof![3 => field, 1 => select(names).prop_map(str::to_owned)].boxed()
}

/// Generates names of time zones, of each form that the database has.
#[expect(clippy::missing_panics_doc, reason = "each text that it makes is valid")]
pub fn time_zone() -> impl Strategy<Value = TimeZone> {
    select(ZONES).prop_map(|name| name.parse().expect("each is the name of a time zone"))
}

/// Names with one, two and three elements, and with signs and digits.
const ZONES: &[&str] = &[
    "UTC",
    "Etc/UTC",
    "Etc/GMT+12",
    "Etc/GMT-14",
    "GMT",
    "EST5EDT",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/Argentina/Buenos_Aires",
    "America/North_Dakota/New_Salem",
    "America/Port-au-Prince",
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "US/Pacific",
];

/// Generates blocks of addresses of both families, from all addresses to a single one.
pub fn cidr() -> impl Strategy<Value = Cidr> {
    block().prop_map(Block::to_cidr)
}

/// A block of addresses, which has blocks in it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Block {
    V4(u32, u8),
    V6(u128, u8),
}

pub(super) fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        3 => (any::<u32>(), 0..=32_u8).prop_map(|(bits, prefix)| Block::V4(bits, prefix)),
        // Below 2000::/3 there are no addresses of IPv4 in IPv6.
        1 => (any::<u128>(), 3..=128_u8)
            .prop_map(|(bits, prefix)| Block::V6((bits >> 3) | (1 << 125), prefix)),
        1 => Just(Block::V6(0, 0)),
    ]
}

impl Block {
    pub(super) fn to_cidr(self) -> Cidr {
        let text = match self {
            Self::V4(bits, prefix) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
                format!("{}/{prefix}", Ipv4Addr::from_bits(bits & mask))
            }
            Self::V6(bits, prefix) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0);
                format!("{}/{prefix}", Ipv6Addr::from_bits(bits & mask))
            }
        };
        text.parse().expect("the bits behind the prefix are zero")
    }

    /// Returns a block in this one, if it has more than one address.
    pub(super) fn part(self, longer: u8) -> Option<Cidr> {
        let part = match self {
            Self::V4(bits, prefix) if prefix < 32 => Self::V4(bits, (prefix + 1 + longer).min(32)),
            // A part of ::/0 is no block of IPv4 in IPv6.
            Self::V6(bits, prefix) if prefix < 128 => {
                Self::V6(bits | (1 << 125), (prefix + 1 + longer).clamp(3, 128))
            }
            _ => return None,
        };
        Some(part.to_cidr())
    }
}

/// Generates names of hosts in DNS, some of which begin with `*.`.
pub fn host() -> impl Strategy<Value = Host> {
    prop_oneof![3 => plain_host(), 1 => parsed(&format!("\\*\\.{HOST}"))]
}

const HOST: &str =
    "[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?){0,2}\\.[a-z]{1,8}";

pub(super) fn plain_host() -> impl Strategy<Value = Host> {
    parsed(HOST)
}

/// Generates sets of indexes, as single ones and as ranges.
pub fn indexes() -> impl Strategy<Value = Indexes> {
    prop_oneof![
        4 => indexes_below(40),
        // The highest index that there is.
        1 => Just(Indexes::literal("0,2-4,2147483646")),
    ]
}

pub(super) fn indexes_below(end: u32) -> impl Strategy<Value = Indexes> {
    btree_set(0..end, 1..12).prop_map(|indexes| Indexes::try_of(indexes).expect("there is an index"))
}

/// Generates numbers of pods and percentages up to 100.
pub fn int_or_percent() -> impl Strategy<Value = IntOrPercent> {
    amount(0)
}

/// A number or a percentage, at least this one.
pub(super) fn amount(least: u16) -> impl Strategy<Value = IntOrPercent> {
    prop_oneof![
        4 => (u32::from(least)..=10).prop_map(IntOrPercent::number),
        4 => (least..=100).prop_map(percent),
        1 => Just(IntOrPercent::number(2_147_483_647)),
    ]
}

/// Generates names of controllers of jobs.
pub fn managed_by() -> impl Strategy<Value = ManagedBy> {
    parsed("[a-z]{2,8}\\.(com|example)/[a-zA-Z0-9]([-a-zA-Z0-9._~/]{0,12}[a-zA-Z0-9])?")
}

/// Generates ports of every node, from the range that clusters have by default.
pub fn node_port() -> impl Strategy<Value = NodePortNumber> {
    (30_000..=32_767_u16).prop_map(NodePortNumber::literal)
}

/// Generates priorities, from the lowest to the highest that a class may have.
pub fn priority() -> impl Strategy<Value = Priority> {
    prop_oneof![
        4 => (-1_000..=1_000_000_i32).prop_map(Priority::literal),
        1 => Just(Priority::literal(i32::MIN)),
        1 => Just(Priority::literal(1_000_000_000)),
    ]
}

/// Generates names of services. Those that begin with a digit need Kubernetes 1.36.
pub fn service_name() -> impl Strategy<Value = DnsLabel> {
    let letter = parsed("[a-z]([-a-z0-9]{0,14}[a-z0-9])?");
    if since(KubeVersion::V1_36) { prop_oneof![12 => letter, 1 => name()].boxed() } else { letter }
}

/// Names that leave room for what is derived from them: 40 characters at most.
pub(super) fn short_name() -> impl Strategy<Value = DnsLabel> {
    parsed("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?")
}
