use super::grammar;
use super::text::text_value;

text_value! {
    /// The name of a header that a probe or a hook sends: letters, digits and `-`.
    ///
    /// [`header!`](crate::header) makes one of a literal.
    ///
    /// ```
    /// use podwright::header;
    /// use podwright::value::HeaderName;
    ///
    /// assert_eq!(header!("X-Probe").as_str(), "X-Probe");
    /// assert!("X_Probe".parse::<HeaderName>().is_err());
    /// assert!("".parse::<HeaderName>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#http-probes>
    #[doc(alias = "HTTPHeader")]
    HeaderName, grammar::header_name
}

/// Creates the name of a header that a probe or a hook sends, checked at compile time.
///
/// ```
/// use podwright::header;
///
/// assert_eq!(header!("Accept").as_str(), "Accept");
/// ```
///
/// ```compile_fail
/// podwright::header!("Content Type");
/// ```
#[macro_export]
macro_rules! header {
    ($text:expr) => {{
        const __: $crate::value::HeaderName = $crate::value::HeaderName::literal($text);
        __
    }};
}
