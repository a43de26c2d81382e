use super::grammar::storage as grammar;
use super::text::text_value;

text_value! {
    /// The name of a signer of certificates: a domain with a dot in it, `/` and a path.
    ///
    /// ```
    /// use podwright::value::SignerName;
    ///
    /// const MESH: SignerName = SignerName::literal("mesh.example.com/workload");
    /// assert_eq!(MESH.as_str(), "mesh.example.com/workload");
    /// assert!("workload".parse::<SignerName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#signers>
    SignerName, grammar::signer_name
}

text_value! {
    /// The name of a cluster trust bundle: a subdomain. `example.com:signer:` stands before it if it belongs to a signer.
    ///
    /// ```
    /// use podwright::value::TrustBundleName;
    ///
    /// const ROOTS: TrustBundleName = TrustBundleName::literal("corporate-roots");
    /// assert_eq!(ROOTS.as_str(), "corporate-roots");
    /// assert!("mesh.example.com:workload:v1".parse::<TrustBundleName>().is_ok());
    /// assert!("Corporate Roots".parse::<TrustBundleName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles>
    #[doc(alias = "ClusterTrustBundle")]
    TrustBundleName, grammar::trust_bundle_name
}

text_value! {
    /// The key of an annotation with a domain as its prefix: `example.com/key`.
    ///
    /// ```
    /// use podwright::value::PrefixedKey;
    ///
    /// const TIER: PrefixedKey = PrefixedKey::literal("mesh.example.com/tier");
    /// assert_eq!(TIER.as_str(), "mesh.example.com/tier");
    /// assert!("tier".parse::<PrefixedKey>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/#podcertificate>
    #[doc(alias = "userAnnotations")]
    PrefixedKey, grammar::prefixed_key
}
