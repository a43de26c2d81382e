use k8s_openapi::api::core::v1;

use crate::value::{DnsSubdomain, GmsaCredentialSpec, WindowsUserName};

/// The account that a process on Windows runs as.
///
/// ```
/// use k8s_openapi::api::core::v1;
/// use podwright::security::Windows;
///
/// let options = v1::WindowsSecurityContextOptions::from(Windows::new().run_as_user_name("ContainerUser".parse()?));
/// assert_eq!(options.run_as_user_name.as_deref(), Some("ContainerUser"));
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/security/pod-security-standards/#os-specific-policy-controls>
#[doc(alias = "WindowsSecurityContextOptions")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows(v1::WindowsSecurityContextOptions);

impl Windows {
    /// Creates options in which nothing is set.
    #[must_use]
    #[inline]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the account that runs the process.
    #[must_use]
    #[inline]
    pub fn run_as_user_name(mut self, name: WindowsUserName) -> Self {
        self.0.run_as_user_name = Some(name.into());
        self
    }

    /// Sets the name of a GMSA credential specification. A webhook then fills in the specification itself.
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-gmsa/>
    #[must_use]
    #[inline]
    pub fn gmsa_credential_spec_name(mut self, name: DnsSubdomain) -> Self {
        self.0.gmsa_credential_spec_name = Some(name.into());
        self
    }

    /// Sets the GMSA credential specification itself.
    #[must_use]
    #[inline]
    pub fn gmsa_credential_spec(mut self, spec: GmsaCredentialSpec) -> Self {
        self.0.gmsa_credential_spec = Some(spec.into());
        self
    }

    /// Runs the process on the node itself.
    ///
    /// Either all containers of a pod run so or none, and the pod uses the [host network](crate::pod::PodBuilder::host_network).
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/>
    #[must_use]
    #[inline]
    pub fn host_process(mut self) -> Self {
        self.0.host_process = Some(true);
        self
    }

    /// Changes the options by hand. `build()` validates the result like any other.
    #[must_use]
    pub fn raw(mut self, change: impl FnOnce(&mut v1::WindowsSecurityContextOptions)) -> Self {
        change(&mut self.0);
        self
    }
}

impl From<Windows> for v1::WindowsSecurityContextOptions {
    #[inline]
    fn from(options: Windows) -> Self {
        options.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Windows, v1};
    use crate::name;
    use crate::value::{GmsaCredentialSpec, WindowsUserName};

    #[test]
    fn every_option() {
        let options = Windows::new()
            .run_as_user_name(WindowsUserName::literal(r"NT AUTHORITY\SYSTEM"))
            .gmsa_credential_spec_name(name!("web-gmsa"))
            .gmsa_credential_spec(GmsaCredentialSpec::literal("{}"))
            .host_process();
        assert_eq!(
            serde_json::to_value(v1::WindowsSecurityContextOptions::from(options)).unwrap(),
            json!({
                "runAsUserName": r"NT AUTHORITY\SYSTEM", "gmsaCredentialSpecName": "web-gmsa",
                "gmsaCredentialSpec": "{}", "hostProcess": true,
            }),
        );
        let by_hand = Windows::new().raw(|options| options.host_process = Some(false));
        assert_eq!(v1::WindowsSecurityContextOptions::from(by_hand).host_process, Some(false));
    }
}
