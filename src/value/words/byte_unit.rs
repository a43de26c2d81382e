use super::closed_set::closed_set;

closed_set! {
    /// The unit in which a container reads an amount of bytes.
    ///
    /// ```
    /// use podwright::downward::ByteUnit;
    ///
    /// assert_eq!(ByteUnit::Mebi.as_str(), "1Mi");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/tasks/inject-data-application/downward-api-volume-expose-pod-information/>
    ByteUnit, "a unit of bytes" {
        /// One byte.
        Byte = "1",
        /// 1000 bytes.
        Kilo = "1k",
        /// 1000<sup>2</sup> bytes.
        Mega = "1M",
        /// 1000<sup>3</sup> bytes.
        Giga = "1G",
        /// 1000<sup>4</sup> bytes.
        Tera = "1T",
        /// 1000<sup>5</sup> bytes.
        Peta = "1P",
        /// 1000<sup>6</sup> bytes.
        Exa = "1E",
        /// 1024 bytes.
        Kibi = "1Ki",
        /// 1024<sup>2</sup> bytes.
        Mebi = "1Mi",
        /// 1024<sup>3</sup> bytes.
        Gibi = "1Gi",
        /// 1024<sup>4</sup> bytes.
        Tebi = "1Ti",
        /// 1024<sup>5</sup> bytes.
        Pebi = "1Pi",
        /// 1024<sup>6</sup> bytes.
        Exbi = "1Ei",
    }
}
