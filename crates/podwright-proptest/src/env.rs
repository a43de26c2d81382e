//! Strategies of environments: variables of every source, and texts that refer to earlier variables.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

use super::pick::{few, maybe, one_of, rarely, when, with};
use super::text::text;
use super::value::{annotation_key, config_key, dns_subdomain, env_name, ip_address, label_key, name};
use podwright::downward::{ByteUnit, Downward, Limits, Requests};
use podwright::env::{EnvFrom, Var, Vars};
use podwright::expansion::{Text, VarRef};
use podwright::object::{ConfigMapRef, SecretRef};
use podwright::value::{AnnotationKey, ConfigKey, DnsLabel, DnsSubdomain, EnvName, IpAddress, LabelKey};

/// Names that later variables and arguments can refer to.
const NAMES: [&str; 12] = [
    "PORT",
    "HOST",
    "LOG_LEVEL",
    "DB_HOST",
    "DB_PASSWORD",
    "DB_URL",
    "POD_IP",
    "POD_NAME",
    "REPLICAS",
    "no",
    "a.b-c",
    "_",
];

/// Variables that the container does not declare.
const EXTERNAL: [VarRef; 3] = [
    VarRef::external("KUBERNETES_SERVICE_HOST"),
    VarRef::external("KUBERNETES_SERVICE_PORT"),
    VarRef::external("APP_MODE"),
];

/// Generates variables of every source that needs no volume. Each text refers only to earlier variables.
pub fn vars() -> impl Strategy<Value = Vars> {
    env_plan().prop_map(|plan| {
        let mut vars = Vars::new();
        vars.extend(plan.vars().0);
        vars
    })
}

/// Generates references to config maps and secrets whose keys become variables.
pub fn env_from() -> impl Strategy<Value = EnvFrom> {
    (dns_subdomain(), any::<bool>(), maybe(env_name()), any::<bool>()).prop_map(
        |(object, is_secret, prefix, is_optional)| {
            let all = if is_secret { SecretRef::new(object).all() } else { ConfigMapRef::new(object).all() };
            when(is_optional, with(all, prefix, EnvFrom::prefix), EnvFrom::optional)
        },
    )
}

/// An environment, before its references are resolved.
#[derive(Clone, Debug)]
pub(super) struct EnvPlan(Vec<(NamePlan, ValuePlan)>);

pub(super) fn env_plan() -> impl Strategy<Value = EnvPlan> {
    few((name_plan(), value_plan()), 8).prop_map(EnvPlan)
}

impl EnvPlan {
    /// Returns the variables, and references to those that texts may use.
    pub(super) fn vars(self) -> (Vec<Var>, Vec<VarRef>) {
        let (mut vars, mut declared) = (Vec::<Var>::new(), Vec::new());
        for (name, value) in self.0 {
            let (name, reference) = name.resolve();
            if vars.iter().any(|var| *var.name() == name) {
                continue;
            }
            let is_optional = value.is_optional();
            vars.push(value.named(name, &declared));
            if !is_optional {
                declared.extend(reference);
            }
        }
        (vars, declared)
    }
}

#[derive(Clone, Debug)]
enum NamePlan {
    Known(usize),
    Any(EnvName),
}

fn name_plan() -> impl Strategy<Value = NamePlan> {
    prop_oneof![2 => (0..NAMES.len()).prop_map(NamePlan::Known), 1 => env_name().prop_map(NamePlan::Any)]
}

impl NamePlan {
    fn resolve(self) -> (EnvName, Option<VarRef>) {
        match self {
            Self::Known(at) => (EnvName::literal(NAMES[at]), Some(VarRef::declared(NAMES[at]))),
            Self::Any(name) => (name, None),
        }
    }
}

/// A text, before its references are resolved.
#[derive(Clone, Debug)]
pub(super) struct TextPlan(Vec<PartPlan>);

#[derive(Clone, Debug)]
enum PartPlan {
    Literal(String),
    Number(i64),
    Var(Index),
    External(VarRef),
}

pub(super) fn text_plan() -> impl Strategy<Value = TextPlan> {
    let part = prop_oneof![
        3 => text().prop_map(PartPlan::Literal),
        1 => any::<i64>().prop_map(PartPlan::Number),
        3 => any::<Index>().prop_map(PartPlan::Var),
        1 => select(&EXTERNAL[..]).prop_map(PartPlan::External),
    ];
    proptest::collection::vec(part, 0..4).prop_map(TextPlan)
}

impl TextPlan {
    pub(super) fn text(self, declared: &[VarRef]) -> Text {
        self.0.into_iter().fold(Text::new(), |text, part| match part {
            PartPlan::Literal(literal) => text.then(literal),
            PartPlan::Number(number) => text.then(number),
            PartPlan::Var(index) => one_of(declared, index).map_or(text.clone(), |var| text.then(*var)),
            PartPlan::External(var) => text.then(var),
        })
    }
}

#[derive(Clone, Debug)]
enum ValuePlan {
    Literal(String),
    Number(i64),
    Flag(bool),
    Letter(char),
    Address(IpAddress),
    Text(TextPlan),
    ConfigMapKey(DnsSubdomain, ConfigKey, bool),
    SecretKey(DnsSubdomain, ConfigKey, bool),
    Field(Field),
    Resource(bool, Amount, Option<DnsLabel>),
}

#[derive(Clone, Debug)]
enum Field {
    Name,
    Namespace,
    Uid,
    Label(LabelKey),
    Annotation(AnnotationKey),
    PodIp,
    PodIps,
    HostIp,
    HostIps,
    NodeName,
    ServiceAccountName,
}

#[derive(Clone, Debug)]
enum Amount {
    Cpu(bool),
    Memory(Option<ByteUnit>),
    EphemeralStorage(Option<ByteUnit>),
}

fn value_plan() -> impl Strategy<Value = ValuePlan> {
    prop_oneof![
        4 => text().prop_map(ValuePlan::Literal),
        1 => any::<i64>().prop_map(ValuePlan::Number),
        1 => any::<bool>().prop_map(ValuePlan::Flag),
        1 => any::<char>().prop_map(ValuePlan::Letter),
        1 => ip_address().prop_map(ValuePlan::Address),
        4 => text_plan().prop_map(ValuePlan::Text),
        2 => (dns_subdomain(), config_key(), any::<bool>())
            .prop_map(|(object, key, is_optional)| ValuePlan::ConfigMapKey(object, key, is_optional)),
        2 => (dns_subdomain(), config_key(), any::<bool>())
            .prop_map(|(object, key, is_optional)| ValuePlan::SecretKey(object, key, is_optional)),
        2 => field().prop_map(ValuePlan::Field),
        2 => (any::<bool>(), amount(), rarely(name()))
            .prop_map(|(is_limit, amount, of)| ValuePlan::Resource(is_limit, amount, of)),
    ]
}

fn field() -> impl Strategy<Value = Field> {
    prop_oneof![
        Just(Field::Name),
        Just(Field::Namespace),
        Just(Field::Uid),
        label_key().prop_map(Field::Label),
        annotation_key().prop_map(Field::Annotation),
        Just(Field::PodIp),
        Just(Field::PodIps),
        Just(Field::HostIp),
        Just(Field::HostIps),
        Just(Field::NodeName),
        Just(Field::ServiceAccountName),
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        any::<bool>().prop_map(Amount::Cpu),
        maybe(select(ByteUnit::ALL)).prop_map(Amount::Memory),
        maybe(select(ByteUnit::ALL)).prop_map(Amount::EphemeralStorage),
    ]
}

impl ValuePlan {
    fn is_optional(&self) -> bool {
        matches!(self, Self::ConfigMapKey(.., true) | Self::SecretKey(.., true))
    }

    fn named(self, name: EnvName, declared: &[VarRef]) -> Var {
        match self {
            Self::Literal(text) => Var::new(name, text),
            Self::Number(number) => Var::new(name, number),
            Self::Flag(is) => Var::new(name, is),
            Self::Letter(letter) => Var::new(name, letter),
            Self::Address(ip) => Var::new(name, ip),
            Self::Text(plan) => Var::new(name, plan.text(declared)),
            Self::ConfigMapKey(object, key, is_optional) => {
                let key = ConfigMapRef::new(object).key(key);
                if is_optional { Var::new(name, key.optional()) } else { Var::new(name, key) }
            }
            Self::SecretKey(object, key, is_optional) => {
                let key = SecretRef::new(object).key(key);
                if is_optional { Var::new(name, key.optional()) } else { Var::new(name, key) }
            }
            Self::Field(field) => field.named(name),
            Self::Resource(is_limit, amount, of) => amount.named(name, is_limit, of),
        }
    }
}

impl Field {
    fn named(self, name: EnvName) -> Var {
        match self {
            Self::Name => Var::new(name, Downward::name()),
            Self::Namespace => Var::new(name, Downward::namespace()),
            Self::Uid => Var::new(name, Downward::uid()),
            Self::Label(key) => Var::new(name, Downward::label(key)),
            Self::Annotation(key) => Var::new(name, Downward::annotation(key)),
            Self::PodIp => Var::new(name, Downward::pod_ip()),
            Self::PodIps => Var::new(name, Downward::pod_ips()),
            Self::HostIp => Var::new(name, Downward::host_ip()),
            Self::HostIps => Var::new(name, Downward::host_ips()),
            Self::NodeName => Var::new(name, Downward::node_name()),
            Self::ServiceAccountName => Var::new(name, Downward::service_account_name()),
        }
    }
}

/// A variable for a resource of this container or another one.
macro_rules! of_container {
    ($name:ident, $resource:expr, $container:expr) => {{
        let resource = $resource;
        match $container {
            Some(container) => Var::new($name, resource.of_container(container)),
            None => Var::new($name, resource),
        }
    }};
}

impl Amount {
    fn named(self, name: EnvName, is_limit: bool, of: Option<DnsLabel>) -> Var {
        match self {
            Self::Cpu(in_millicores) => {
                let resource = if is_limit { Limits::cpu() } else { Requests::cpu() };
                of_container!(name, if in_millicores { resource.in_millicores() } else { resource }, of)
            }
            Self::Memory(unit) => {
                let resource = if is_limit { Limits::memory() } else { Requests::memory() };
                of_container!(name, unit.map_or(resource.clone(), |unit| resource.in_units_of(unit)), of)
            }
            Self::EphemeralStorage(unit) => {
                let resource =
                    if is_limit { Limits::ephemeral_storage() } else { Requests::ephemeral_storage() };
                of_container!(name, unit.map_or(resource.clone(), |unit| resource.in_units_of(unit)), of)
            }
        }
    }
}
