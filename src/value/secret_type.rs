use super::grammar;
use super::text::text_value;

text_value! {
    /// The type of a Secret that no rule of Kubernetes is about: any text that is not empty and does not begin with
    /// `kubernetes.io/`.
    ///
    /// The types of Kubernetes have constructors, which take what they demand: [`Secret::tls`](crate::config::Secret::tls).
    ///
    /// ```
    /// use podwright::value::SecretType;
    ///
    /// const LOGIN: SecretType = SecretType::literal("example.com/login");
    /// assert_eq!(LOGIN.as_str(), "example.com/login");
    /// assert!("kubernetes.io/tls".parse::<SecretType>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/secret/#secret-types>
    SecretType, grammar::secret_type
}
