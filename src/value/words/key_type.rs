use super::closed_set::closed_set;

closed_set! {
    /// The type of a key that the kubelet makes.
    ///
    /// ```
    /// use podwright::volume::source::projected::KeyType;
    ///
    /// assert_eq!(KeyType::Ed25519.as_str(), "ED25519");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/projected-volumes/#podcertificate>
    KeyType, "the type of a key" {
        /// ECDSA over the curve P-256.
        EcdsaP256 = "ECDSAP256",
        /// ECDSA over the curve P-384.
        EcdsaP384 = "ECDSAP384",
        /// ECDSA over the curve P-521.
        EcdsaP521 = "ECDSAP521",
        /// Ed25519.
        Ed25519 = "ED25519",
        /// RSA with 3072 bits.
        Rsa3072 = "RSA3072",
        /// RSA with 4096 bits.
        Rsa4096 = "RSA4096",
    }
}
