use k8s_openapi::api::core::v1;

use super::projection;
use crate::value::{ProjectedPath, Seconds};

/// A token of the pod's service account, which the kubelet renews before it expires.
///
/// ```
/// use podwright::prelude::*;
///
/// let token = v1::ServiceAccountTokenProjection::from(
///     ServiceAccountToken::at(sub_path!("vault-token")).audience("vault").expires_in(secs(7200)),
/// );
/// assert_eq!(token.audience.as_deref(), Some("vault"));
/// assert_eq!(token.expiration_seconds, Some(7200));
/// ```
///
/// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken>
#[doc(alias = "ServiceAccountTokenProjection")]
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceAccountToken(v1::ServiceAccountTokenProjection);

impl ServiceAccountToken {
    /// Creates a token in a file at this path. The API server accepts it unless you set another audience.
    #[must_use]
    #[doc(alias = "path")]
    #[inline]
    pub fn at(path: ProjectedPath) -> Self {
        Self(v1::ServiceAccountTokenProjection { path: path.into_string(), ..Default::default() })
    }

    /// Sets who accepts the token. Defaults to the API server.
    #[must_use]
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.0.audience = Some(audience.into());
        self
    }

    /// Sets how long the token is valid: at least 600 seconds. Defaults to one hour.
    #[must_use]
    #[doc(alias = "expirationSeconds")]
    #[inline]
    pub fn expires_in(mut self, seconds: Seconds) -> Self {
        self.0.expiration_seconds = Some(seconds.as_i64());
        self
    }
}

projection!(ServiceAccountToken, v1::ServiceAccountTokenProjection in service_account_token);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::written;
    use super::*;
    use crate::{secs, sub_path};

    #[test]
    fn tokens_have_a_path() {
        let token = ServiceAccountToken::at(sub_path!("t"));
        assert_eq!(written(token.clone()), json!({ "serviceAccountToken": { "path": "t" } }));
        assert_eq!(
            written(token.audience("vault").expires_in(secs(600))),
            json!({ "serviceAccountToken": { "path": "t", "audience": "vault", "expirationSeconds": 600 } })
        );
    }
}
