use super::amount::{Amount, amount};
use super::canonical::Form;
use crate::ParseError;

amount! {
    /// An amount of memory in bytes.
    ///
    /// It remembers, as Kubernetes does, whether it was given in binary or in decimal units, and is written in
    /// the largest unit of that kind that needs no fraction. Two amounts of the same size are equal all the same.
    ///
    /// ```
    /// use podwright::Memory;
    ///
    /// assert_eq!(Memory::mib(256).to_string(), "256Mi");
    /// assert_eq!(Memory::mib(1024).to_string(), "1Gi");
    /// assert_eq!(Memory::mb(1000).to_string(), "1G");
    /// assert_eq!(Memory::mib(1024), Memory::gib(1));
    /// assert_eq!("0.5Gi".parse(), Ok(Memory::mib(512)));
    /// assert!("500m".parse::<Memory>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory>
    Memory, steps of 10^0,
    "an amount of memory is not negative",
    "an amount of memory is a whole number of bytes",
    "an amount of memory has at most 2^63-1 bytes"
}

amount! {
    /// An amount of storage in bytes: what a claim asks for, or a container on the disk of its node.
    ///
    /// It remembers, as Kubernetes does, whether it was given in binary or in decimal units, and is written in
    /// the largest unit of that kind that needs no fraction. Two amounts of the same size are equal all the same.
    ///
    /// ```
    /// use podwright::Storage;
    ///
    /// assert_eq!(Storage::gib(10).to_string(), "10Gi");
    /// assert_eq!(Storage::tb(2).to_string(), "2T");
    /// assert_eq!("10Gi".parse(), Ok(Storage::gib(10)));
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/storage/persistent-volumes/#capacity>
    Storage, steps of 10^0,
    "an amount of storage is not negative",
    "an amount of storage is a whole number of bytes",
    "an amount of storage has at most 2^63-1 bytes"
}

macro_rules! bytes {
    ($Type:ident: $($(#[$doc:meta])* $unit:ident($Count:ty) = $size:expr, $form:ident;)+) => {
        impl $Type {
            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $unit(count: $Count) -> Self {
                    const { assert!(<$Count>::MAX as u128 * $size as u128 <= i64::MAX as u128) };
                    Self(Amount::of(count as u64 * $size, Form::$form))
                }
            )+

            /// Bytes that may be more than `bytes` takes, written in binary units where they fit.
            ///
            /// # Errors
            ///
            /// If there are more than 2^63-1.
            pub fn try_bytes(bytes: u64) -> Result<Self, ParseError> {
                Self::counted(bytes, Form::Binary)
            }

            /// How many bytes it is.
            #[must_use]
            pub const fn as_bytes(self) -> u64 {
                self.0.count()
            }
        }
    };
    ($($Type:ident)+) => {
        $(bytes! {
            $Type:
            /// Bytes, written in binary units where they fit.
            bytes(u32) = 1, Binary;
            /// Kibibytes, 2^10 bytes each.
            kib(u32) = 1_u64 << 10, Binary;
            /// Mebibytes, 2^20 bytes each.
            mib(u32) = 1_u64 << 20, Binary;
            /// Gibibytes, 2^30 bytes each.
            gib(u32) = 1_u64 << 30, Binary;
            /// Tebibytes, 2^40 bytes each.
            tib(u16) = 1_u64 << 40, Binary;
            /// Kilobytes, 10^3 bytes each.
            kb(u32) = 1_000, Decimal;
            /// Megabytes, 10^6 bytes each.
            mb(u32) = 1_000_000, Decimal;
            /// Gigabytes, 10^9 bytes each.
            gb(u32) = 1_000_000_000, Decimal;
            /// Terabytes, 10^12 bytes each.
            tb(u16) = 1_000_000_000_000, Decimal;
        })+
    };
}

bytes!(Memory Storage);
