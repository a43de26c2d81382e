use super::grammar;
use super::literal::FromLiteral;
use super::text::text_value;

text_value! {
    /// The protocol that an application speaks on a port: a hint for load balancers and meshes.
    ///
    /// It is a service name of IANA, such as `https`, or a name with a prefix, such as `kubernetes.io/h2c`.
    /// [`key!`](crate::key) makes one of a literal.
    ///
    /// ```
    /// use podwright::key;
    /// use podwright::value::AppProtocol;
    ///
    /// let kafka: AppProtocol = key!("kafka");
    /// assert_eq!(kafka.as_str(), "kafka");
    /// assert_eq!(AppProtocol::H2C.as_str(), "kubernetes.io/h2c");
    /// assert!("a/b/c".parse::<AppProtocol>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol>
    #[doc(alias = "appProtocol")]
    AppProtocol, grammar::label_key
}

impl AppProtocol {
    /// HTTP.
    pub const HTTP: Self = Self::literal("http");
    /// HTTP over TLS.
    pub const HTTPS: Self = Self::literal("https");
    /// gRPC.
    pub const GRPC: Self = Self::literal("grpc");
    /// HTTP/2 without TLS.
    pub const H2C: Self = Self::literal("kubernetes.io/h2c");
    /// `WebSocket` without TLS.
    pub const WS: Self = Self::literal("kubernetes.io/ws");
    /// `WebSocket` over TLS.
    pub const WSS: Self = Self::literal("kubernetes.io/wss");
}

impl FromLiteral<super::LabelKey> for AppProtocol {
    #[inline]
    fn from_checked(literal: super::LabelKey) -> Self {
        Self(literal.into_cow())
    }
}
