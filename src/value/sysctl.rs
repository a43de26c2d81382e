use super::grammar;
use super::text::text_value;

text_value! {
    /// The name of a kernel parameter: lower-case segments joined by `.` or `/`, at most 253 characters.
    ///
    /// [`sysctl!`](crate::sysctl) makes one of a literal.
    ///
    /// ```
    /// use podwright::{SysctlName, sysctl};
    ///
    /// assert_eq!(sysctl!("net.core.somaxconn").as_str(), "net.core.somaxconn");
    /// assert!("net..core".parse::<SysctlName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/>
    SysctlName, grammar::sysctl
}
