use std::borrow::Cow;

use super::grammar::security;
use super::text::text_value;

text_value! {
    /// A capability of the Linux kernel, written without `CAP_`.
    ///
    /// The common capabilities are constants. [`ALL`](Capability::ALL) stands for all of them.
    ///
    /// ```
    /// use podwright::value::Capability;
    ///
    /// assert_eq!(Capability::NET_BIND_SERVICE.as_str(), "NET_BIND_SERVICE");
    /// assert_eq!("BPF".parse(), Ok(Capability::BPF));
    /// assert!("CAP_BPF".parse::<Capability>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/#set-capabilities-for-a-container>
    #[doc(alias = "Capabilities")]
    Capability, security::capability
}

macro_rules! capabilities {
    ($($(#[$doc:meta])* $NAME:ident)+) => {
        impl Capability {
            $($(#[$doc])* pub const $NAME: Self = Self(Cow::Borrowed(stringify!($NAME)));)+
        }
    };
}

capabilities! {
    /// All capabilities.
    ALL
    /// Writing the audit log of the kernel.
    AUDIT_WRITE
    /// Using privileged features of BPF.
    BPF
    /// Changing the owner of any file.
    CHOWN
    /// Bypassing the permissions of any file.
    DAC_OVERRIDE
    /// Acting as the owner of any file.
    FOWNER
    /// Keeping the set-user-id bit when a file is modified.
    FSETID
    /// Locking memory.
    IPC_LOCK
    /// Sending signals to any process.
    KILL
    /// Creating device files.
    MKNOD
    /// Administering interfaces, routes and firewalls.
    NET_ADMIN
    /// Binding ports below 1024.
    NET_BIND_SERVICE
    /// Using raw sockets, as ping does.
    NET_RAW
    /// Monitoring performance.
    PERFMON
    /// Setting capabilities on files.
    SETFCAP
    /// Changing the groups of a process.
    SETGID
    /// Passing capabilities on to other processes.
    SETPCAP
    /// Changing the user of a process.
    SETUID
    /// Administering nearly everything.
    SYS_ADMIN
    /// Changing the root directory.
    SYS_CHROOT
    /// Loading kernel modules.
    SYS_MODULE
    /// Raising the priority of processes.
    SYS_NICE
    /// Tracing any process.
    SYS_PTRACE
    /// Exceeding resource limits.
    SYS_RESOURCE
    /// Setting the clock.
    SYS_TIME
    /// Reading the log of the kernel.
    SYSLOG
}

text_value! {
    /// The name of an AppArmor profile that is loaded on the node.
    ///
    /// It is not blank, has no spaces around it and at most 4095 characters.
    ///
    /// ```
    /// use podwright::value::AppArmorProfileName;
    ///
    /// const DENY_WRITE: AppArmorProfileName = AppArmorProfileName::literal("k8s-apparmor-example-deny-write");
    /// assert_eq!(DENY_WRITE.as_str(), "k8s-apparmor-example-deny-write");
    /// assert!(" ".parse::<AppArmorProfileName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tutorials/security/apparmor/>
    #[doc(alias = "localhostProfile")]
    AppArmorProfileName, security::profile_name
}

text_value! {
    /// The text of a GMSA credential specification: not empty, at most 64 KiB.
    ///
    /// ```
    /// use podwright::value::GmsaCredentialSpec;
    ///
    /// let spec: GmsaCredentialSpec = r#"{"CmsPlugins":["ActiveDirectory"]}"#.parse()?;
    /// assert!("".parse::<GmsaCredentialSpec>().is_err());
    /// # Ok::<(), podwright::ParseError>(())
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/>
    GmsaCredentialSpec, security::credential_spec
}

text_value! {
    /// The Windows account that runs a container: `USER` or `DOMAIN\USER`.
    ///
    /// The domain is a NetBIOS or a DNS name; the user has at most 104 characters.
    ///
    /// ```
    /// use podwright::value::WindowsUserName;
    ///
    /// const USER: WindowsUserName = WindowsUserName::literal("ContainerUser");
    /// assert_eq!(USER.as_str(), "ContainerUser");
    /// assert!(r"NT AUTHORITY\SYSTEM".parse::<WindowsUserName>().is_ok());
    /// assert!("user@example.com".parse::<WindowsUserName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/>
    #[doc(alias = "runAsUserName")]
    WindowsUserName, security::windows_user_name
}
