/// Creates the name of a container, a volume, a pod or a claim, checked at compile time.
///
/// It makes a [`DnsLabel`](crate::DnsLabel) or a [`DnsSubdomain`](crate::DnsSubdomain), whichever is asked for.
///
/// ```
/// use podwright::{DnsLabel, name};
///
/// let name: DnsLabel = name!("log-shipper");
/// assert_eq!(name.as_str(), "log-shipper");
/// ```
///
/// ```compile_fail
/// let name: podwright::DnsLabel = podwright::name!("Log_Shipper");
/// ```
#[macro_export]
macro_rules! name {
    ($text:expr) => {{
        const __: $crate::value::DnsLabel = $crate::value::DnsLabel::literal($text);
        $crate::value::FromLiteral::from_checked(__)
    }};
}

/// Creates a name with dots, of a pod, a secret, a config map or a node, checked at compile time.
///
/// ```
/// use podwright::dns_subdomain;
///
/// assert_eq!(dns_subdomain!("wildcard.example.com-tls").as_str(), "wildcard.example.com-tls");
/// ```
#[macro_export]
macro_rules! dns_subdomain {
    ($text:expr) => {{
        const __: $crate::value::DnsSubdomain = $crate::value::DnsSubdomain::literal($text);
        __
    }};
}

/// Creates the start of a generated name, checked at compile time.
///
/// ```
/// use podwright::generate_name;
///
/// assert_eq!(generate_name!("job-").as_str(), "job-");
/// ```
#[macro_export]
macro_rules! generate_name {
    ($text:expr) => {{
        const __: $crate::value::GenerateName = $crate::value::GenerateName::literal($text);
        __
    }};
}

/// Creates an image reference, checked at compile time; see [`Image`](crate::Image).
///
/// ```
/// use podwright::image;
///
/// assert_eq!(image!("busybox:1.28").tag(), Some("1.28"));
/// ```
#[macro_export]
macro_rules! image {
    ($text:expr) => {{
        const __: $crate::value::Image = $crate::value::Image::literal($text);
        __
    }};
}

/// Creates a container registry, checked at compile time; see [`Registry`](crate::Registry).
///
/// ```
/// use podwright::registry;
///
/// assert_eq!(registry!("ghcr.io/acme").as_str(), "ghcr.io/acme");
/// ```
#[macro_export]
macro_rules! registry {
    ($text:expr) => {{
        const __: $crate::value::Registry = $crate::value::Registry::literal($text);
        __
    }};
}

/// Creates an absolute path in a container or on the node, checked at compile time.
///
/// It makes a [`MountPath`](crate::MountPath) or a [`HostPath`](crate::HostPath), whichever is asked for. Windows paths such
/// as `C:\data` are absolute too. A relative path of a mount is written [`MountPath::relative`](crate::MountPath::relative).
///
/// ```
/// use podwright::{HostPath, MountPath, path};
///
/// let mount: MountPath = path!("/var/log");
/// let host: HostPath = path!("/var/log");
/// assert_eq!(mount.as_str(), host.as_str());
/// ```
#[macro_export]
macro_rules! path {
    ($text:expr) => {{
        const __: $crate::value::HostPath = $crate::value::HostPath::literal($text);
        $crate::value::FromLiteral::from_checked(__)
    }};
}

/// Creates a path below the root of a volume, checked at compile time.
///
/// It makes a [`SubPath`](crate::SubPath) or a [`ProjectedPath`](crate::ProjectedPath), whichever is asked for.
///
/// ```
/// use podwright::{SubPath, sub_path};
///
/// let path: SubPath = sub_path!("data/db");
/// assert_eq!(path.as_str(), "data/db");
/// ```
#[macro_export]
macro_rules! sub_path {
    ($text:expr) => {{
        const __: $crate::value::ProjectedPath = $crate::value::ProjectedPath::literal($text);
        $crate::value::FromLiteral::from_checked(__)
    }};
}

/// Creates the key of a label, an annotation, a taint or a topology, checked at compile time.
///
/// It makes a [`LabelKey`](crate::LabelKey) or an [`AnnotationKey`](crate::AnnotationKey), whichever is asked for.
///
/// ```
/// use podwright::{LabelKey, key};
///
/// let key: LabelKey = key!("topology.kubernetes.io/zone");
/// assert_eq!(key.as_str(), "topology.kubernetes.io/zone");
/// ```
#[macro_export]
macro_rules! key {
    ($text:expr) => {{
        const __: $crate::value::LabelKey = $crate::value::LabelKey::literal($text);
        $crate::value::FromLiteral::from_checked(__)
    }};
}

/// Creates the value of a label or a taint, checked at compile time.
///
/// ```
/// use podwright::value;
///
/// assert_eq!(value!("MyApp").as_str(), "MyApp");
/// ```
#[macro_export]
macro_rules! value {
    ($text:expr) => {{
        const __: $crate::value::LabelValue = $crate::value::LabelValue::literal($text);
        __
    }};
}

/// Creates a key of a config map or a secret, checked at compile time.
///
/// ```
/// use podwright::config_key;
///
/// assert_eq!(config_key!("app.toml").as_str(), "app.toml");
/// ```
#[macro_export]
macro_rules! config_key {
    ($text:expr) => {{
        const __: $crate::value::ConfigKey = $crate::value::ConfigKey::literal($text);
        __
    }};
}

/// Creates the name of an environment variable, checked at compile time.
///
/// ```
/// use podwright::env_name;
///
/// assert_eq!(env_name!("LOG_LEVEL").as_str(), "LOG_LEVEL");
/// ```
#[macro_export]
macro_rules! env_name {
    ($text:expr) => {{
        const __: $crate::value::EnvName = $crate::value::EnvName::literal($text);
        __
    }};
}

/// Creates the name of a kernel parameter, checked at compile time.
///
/// ```
/// use podwright::sysctl;
///
/// assert_eq!(sysctl!("net.core.somaxconn").as_str(), "net.core.somaxconn");
/// ```
#[macro_export]
macro_rules! sysctl {
    ($text:expr) => {{
        const __: $crate::value::SysctlName = $crate::value::SysctlName::literal($text);
        __
    }};
}

/// Creates a port of a container, checked at compile time: a name and a number, or a number alone.
///
/// ```
/// use podwright::port;
///
/// let http = port!("http", 8080);
/// let dns = port!("dns", 53).udp();
/// assert_eq!(http.number().get(), 8080);
/// assert_eq!(port!(9090).name(), None);
/// ```
#[macro_export]
macro_rules! port {
    ($name:expr, $number:expr) => {{
        const __: $crate::value::Port = $crate::value::Port::of_literals($name, $number as i64);
        __
    }};
    ($number:expr) => {{
        const __: $crate::value::Port =
            $crate::value::Port::new($crate::value::PortNumber::of_literal($number as i64));
        __
    }};
}

/// Creates labels. Checked at compile time: the keys, the values, and that no key is given twice.
///
/// A value that is known only at run time is a [`LabelValue`](crate::LabelValue), as a variable or in parentheses.
///
/// ```
/// use podwright::{LabelValue, labels};
///
/// let version: LabelValue = "1.4.2".parse()?;
/// let labels = labels! { "app.kubernetes.io/name" = "web", "app.kubernetes.io/version" = version };
/// assert_eq!(labels.iter().count(), 2);
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// ```compile_fail
/// podwright::labels! { "app" = "web", "app" = "shop" };
/// ```
#[macro_export]
macro_rules! labels {
    ($($key:literal = $value:tt),* $(,)?) => {{
        const _: () = $crate::value::refuse_duplicate_keys("label key", &[$($key),*]);
        $crate::value::Labels::new()$(.with($crate::key!($key), $crate::__label_value!($value)))*
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __label_value {
    ($value:literal) => {
        $crate::value!($value)
    };
    ($value:expr) => {
        $value
    };
}

/// Creates annotations. Their keys are checked at compile time, and that no key is given twice; the texts are free.
///
/// ```
/// use podwright::annotations;
///
/// let commit = String::from("1f0c9e3");
/// let annotations = annotations! { "example.com/commit" = commit, "example.com/team" = "web" };
/// assert_eq!(annotations.iter().count(), 2);
/// ```
///
/// ```compile_fail
/// podwright::annotations! { "example.com/team" = "web", "example.com/team" = "shop" };
/// ```
#[macro_export]
macro_rules! annotations {
    ($($key:literal = $text:expr),* $(,)?) => {{
        const _: () = $crate::value::refuse_duplicate_keys("annotation key", &[$($key),*]);
        $crate::value::Annotations::new()$(.with($crate::key!($key), $text))*
    }};
}

/// Creates the name of an extended resource, checked at compile time; see [`ExtendedResource`](crate::ExtendedResource).
///
/// ```
/// use podwright::resource;
///
/// assert_eq!(resource!("nvidia.com/gpu").as_str(), "nvidia.com/gpu");
/// ```
///
/// ```compile_fail
/// podwright::resource!("gpu");
/// ```
#[macro_export]
macro_rules! resource {
    ($text:expr) => {{
        const __: $crate::value::ExtendedResource = $crate::value::ExtendedResource::literal($text);
        __
    }};
}

/// Creates the id of a user, checked at compile time; see [`UserId`](crate::UserId).
///
/// ```
/// use podwright::uid;
///
/// assert_eq!(uid!(1000).get(), 1000);
/// ```
#[macro_export]
macro_rules! uid {
    ($id:expr) => {{
        const __: $crate::value::UserId = $crate::value::UserId::of_literal($id as i64);
        __
    }};
}

/// Creates the id of a group, checked at compile time; see [`GroupId`](crate::GroupId).
///
/// ```
/// use podwright::gid;
///
/// assert_eq!(gid!(2000).get(), 2000);
/// ```
#[macro_export]
macro_rules! gid {
    ($id:expr) => {{
        const __: $crate::value::GroupId = $crate::value::GroupId::of_literal($id as i64);
        __
    }};
}

/// Creates the permissions of a file from an octal number, checked at compile time; see [`FileMode`](crate::FileMode).
///
/// ```
/// use podwright::mode;
///
/// assert_eq!(mode!(0o440).to_string(), "0440");
/// ```
///
/// ```compile_fail
/// podwright::mode!(0o1777);
/// ```
///
/// ```compile_fail
/// podwright::mode!(440);
/// ```
#[macro_export]
macro_rules! mode {
    ($bits:literal) => {{
        const __: $crate::value::FileMode = $crate::value::FileMode::spelled(stringify!($bits), $bits as i64);
        __
    }};
}

/// Creates an IP address, checked at compile time; see [`IpAddress`](crate::IpAddress).
///
/// ```
/// use podwright::ip;
///
/// assert_eq!(ip!("10.0.0.1").to_string(), "10.0.0.1");
/// assert_eq!(ip!("2001:db8::1").to_string(), "2001:db8::1");
/// ```
///
/// ```compile_fail
/// podwright::ip!("10.0.0.01");
/// ```
#[macro_export]
macro_rules! ip {
    ($text:expr) => {{
        const __: $crate::value::IpAddress = $crate::value::IpAddress::literal($text);
        __
    }};
}

/// Creates the weight of a preference, checked at compile time; see [`Weight`](crate::Weight).
///
/// ```
/// use podwright::weight;
///
/// assert_eq!(weight!(100).get(), 100);
/// ```
///
/// ```compile_fail
/// podwright::weight!(0);
/// ```
#[macro_export]
macro_rules! weight {
    ($weight:expr) => {{
        const __: $crate::value::Weight = $crate::value::Weight::of_literal($weight as i64);
        __
    }};
}

/// Creates the name of a metric, checked at compile time; see [`MetricName`](crate::value::MetricName).
///
/// ```
/// use podwright::metric_name;
///
/// assert_eq!(metric_name!("queue_length").as_str(), "queue_length");
/// ```
///
/// ```compile_fail
/// podwright::metric_name!("queue/length");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! metric_name {
    ($text:expr) => {{
        const __: $crate::value::MetricName = $crate::value::MetricName::literal($text);
        __
    }};
}

/// Creates the schedule of a `CronJob`, checked at compile time; see [`CronSchedule`](crate::value::CronSchedule).
///
/// ```
/// use podwright::cron;
///
/// assert_eq!(cron!("*/10 8-17 * * MON-FRI").as_str(), "*/10 8-17 * * MON-FRI");
/// ```
///
/// ```compile_fail
/// podwright::cron!("60 3 * * *");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! cron {
    ($text:expr) => {{
        const __: $crate::value::CronSchedule = $crate::value::CronSchedule::literal($text);
        __
    }};
}

/// Creates a time zone, checked at compile time; see [`TimeZone`](crate::value::TimeZone).
///
/// ```
/// use podwright::time_zone;
///
/// assert_eq!(time_zone!("America/New_York").as_str(), "America/New_York");
/// ```
///
/// ```compile_fail
/// podwright::time_zone!("Berlin");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! time_zone {
    ($name:expr) => {{
        const __: $crate::value::TimeZone = $crate::value::TimeZone::literal($name);
        __
    }};
}

/// Creates a block of IP addresses, checked at compile time; see [`Cidr`](crate::value::Cidr).
///
/// ```
/// use podwright::cidr;
///
/// assert_eq!(cidr!("10.0.0.0/8").to_string(), "10.0.0.0/8");
/// ```
///
/// ```compile_fail
/// podwright::cidr!("10.0.0.1/8");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! cidr {
    ($text:expr) => {{
        const __: $crate::value::Cidr = $crate::value::Cidr::literal($text);
        __
    }};
}

/// Creates the name of a host, checked at compile time; see [`Host`](crate::value::Host).
///
/// ```
/// use podwright::host;
///
/// assert_eq!(host!("*.example.com").as_str(), "*.example.com");
/// ```
///
/// ```compile_fail
/// podwright::host!("192.0.2.7");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! host {
    ($text:expr) => {{
        const __: $crate::value::Host = $crate::value::Host::literal($text);
        __
    }};
}

/// Creates the name of a port, checked at compile time; see [`PortName`](crate::value::PortName).
///
/// ```
/// use podwright::port_name;
///
/// assert_eq!(port_name!("http-alt").as_str(), "http-alt");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! port_name {
    ($text:expr) => {{
        const __: $crate::value::PortName = $crate::value::PortName::literal($text);
        __
    }};
}

/// Creates the number of a port of every node, checked at compile time; see [`NodePortNumber`](crate::value::NodePortNumber).
///
/// ```
/// use podwright::node_port;
///
/// assert_eq!(node_port!(30080).get(), 30080);
/// ```
///
/// ```compile_fail
/// podwright::node_port!(80);
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! node_port {
    ($number:expr) => {{
        const __: $crate::value::NodePortNumber = $crate::value::NodePortNumber::of_literal($number as i64);
        __
    }};
}

/// Creates a path of an ingress that a request must have exactly, checked at compile time; see
/// [`IngressPath`](crate::network::IngressPath).
///
/// ```
/// use podwright::exact;
///
/// assert_eq!(exact!("/health").as_str(), Some("/health"));
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! exact {
    ($text:expr) => {{
        const __: $crate::network::IngressPath = $crate::network::IngressPath::exact_literal($text);
        __
    }};
}

/// Creates a path of an ingress with which the path of a request begins, element by element, checked at compile time; see
/// [`IngressPath`](crate::network::IngressPath).
///
/// ```
/// use podwright::prefix;
///
/// assert_eq!(prefix!("/api").as_str(), Some("/api"));
/// ```
///
/// ```compile_fail
/// podwright::prefix!("api");
/// ```
#[cfg(feature = "app")]
#[macro_export]
macro_rules! prefix {
    ($text:expr) => {{
        const __: $crate::network::IngressPath = $crate::network::IngressPath::prefix_literal($text);
        __
    }};
}
