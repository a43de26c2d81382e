use super::amount::{Amount, amount};
use super::canonical::Form;
use crate::ParseError;
use crate::value::IntoNumber;

amount! {
    /// An amount of memory in bytes.
    ///
    /// The amount remembers, as Kubernetes does, whether its unit is binary or decimal. Its text has the largest unit of
    /// that kind that needs no fraction. Two amounts of the same size are equal, whatever their units.
    ///
    /// ```
    /// use podwright::Memory;
    ///
    /// assert_eq!(Memory::mib(256).to_string(), "256Mi");
    /// assert_eq!(Memory::mib(1024).to_string(), "1Gi");
    /// assert_eq!(Memory::mb(1000).to_string(), "1G");
    /// assert_eq!(Memory::mib(1024), Memory::gib(1));
    /// assert_eq!("0.5Gi".parse(), Ok(Memory::mib(512)));
    /// assert_eq!(Memory::try_mib(256_i64), Ok(Memory::mib(256)));
    ///
    /// let error = "512m".parse::<Memory>().unwrap_err();
    /// assert_eq!(error.rule(), "an amount of memory is a whole number of bytes");
    /// assert_eq!(error.hint(), "'m' is a thousandth of a byte, write 512M or 512Mi");
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory>
    #[doc(alias = "Quantity")]
    Memory, Bytes in steps of 10^0,
    "an amount of memory is not negative",
    "an amount of memory is a whole number of bytes",
    "an amount of memory has at most 2^63-1 bytes"
}

amount! {
    /// An amount of storage in bytes, of a claim or of a container on the disk of its node.
    ///
    /// The amount remembers, as Kubernetes does, whether its unit is binary or decimal. Its text has the largest unit of
    /// that kind that needs no fraction. Two amounts of the same size are equal, whatever their units.
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
    #[doc(alias = "Quantity")]
    Storage, Bytes in steps of 10^0,
    "an amount of storage is not negative",
    "an amount of storage is a whole number of bytes",
    "an amount of storage has at most 2^63-1 bytes"
}

macro_rules! bytes {
    ($Type:ident: $($unit:ident $try_unit:ident($Count:ty) = $size:expr, $form:ident, $doc:literal;)+) => {
        impl $Type {
            $(
                #[doc = concat!("Creates an amount from a number of ", $doc)]
                #[must_use]
                #[inline]
                pub const fn $unit(count: $Count) -> Self {
                    const { assert!(<$Count>::MAX as u128 * $size as u128 <= i64::MAX as u128) };
                    Self(Amount::of(count as u64 * $size, Form::$form))
                }

                #[doc = concat!("Creates an amount from a number of any size and sign, of ", $doc)]
                ///
                /// # Errors
                ///
                /// If the number is negative, or the amount more than 2^63-1 bytes.
                pub fn $try_unit(count: impl IntoNumber) -> Result<Self, ParseError> {
                    Self::counted(count.into_number(), $size, Form::$form)
                }
            )+

            /// Returns the number of bytes.
            #[must_use]
            #[inline]
            pub const fn as_bytes(self) -> u64 {
                self.0.count()
            }
        }
    };
    ($($Type:ident)+) => {
        $(bytes! {
            $Type:
            bytes try_bytes(u32) = 1, Binary, "bytes, written in binary units where they fit.";
            kib try_kib(u32) = 1_u64 << 10, Binary, "kibibytes (`Ki`), 2^10 bytes each.";
            mib try_mib(u32) = 1_u64 << 20, Binary, "mebibytes (`Mi`), 2^20 bytes each.";
            gib try_gib(u32) = 1_u64 << 30, Binary, "gibibytes (`Gi`), 2^30 bytes each.";
            tib try_tib(u16) = 1_u64 << 40, Binary, "tebibytes (`Ti`), 2^40 bytes each.";
            kb try_kb(u32) = 1_000, Decimal, "kilobytes (`k`), 10^3 bytes each.";
            mb try_mb(u32) = 1_000_000, Decimal, "megabytes (`M`), 10^6 bytes each.";
            gb try_gb(u32) = 1_000_000_000, Decimal, "gigabytes (`G`), 10^9 bytes each.";
            tb try_tb(u16) = 1_000_000_000_000, Decimal, "terabytes (`T`), 10^12 bytes each.";
        })+
    };
}

bytes!(Memory Storage);
