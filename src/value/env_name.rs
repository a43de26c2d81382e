use super::grammar;
use super::text::text_value;

text_value! {
    /// The name of an environment variable: printable ASCII characters without `=`.
    ///
    /// [`env_name!`](crate::env_name) makes one of a literal; within [`vars!`](crate::vars) a bare name is enough.
    ///
    /// ```
    /// use podwright::{EnvName, env_name};
    ///
    /// assert_eq!(env_name!("spring.datasource.url").as_str(), "spring.datasource.url");
    /// assert!("A=B".parse::<EnvName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/>
    EnvName, grammar::env_name
}
