use super::grammar;
use super::text::text_value;

text_value! {
    /// A key of a config map or a secret: at most 253 letters, digits, `-`, `_` and `.`, not starting with `..`.
    ///
    /// [`config_key!`](crate::config_key) makes one of a literal.
    ///
    /// ```
    /// use podwright::{ConfigKey, config_key};
    ///
    /// assert_eq!(config_key!("app.toml").as_str(), "app.toml");
    /// assert!("conf/app.toml".parse::<ConfigKey>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-object>
    ConfigKey, grammar::config_key
}
