//! The identities of shared volumes, as types. A trait compares them, so that the compiler tells two volumes apart.

/// The identity of a shared volume. [`shared_volume!`](crate::shared_volume) makes it.
#[doc(hidden)]
pub trait Identity {
    /// A hash of the place where the volume is declared, bit by bit.
    type Id;
}

/// One bit of an identity.
#[doc(hidden)]
#[derive(Debug)]
pub struct Bit<const IS_SET: bool>;

/// Chooses one of two types: `Equal` if two identities are equal, else `Different`.
#[doc(hidden)]
pub trait Choose<Other, Equal, Different> {
    type Chosen;
}

#[diagnostic::do_not_recommend]
impl<Equal, Different> Choose<(), Equal, Different> for () {
    type Chosen = Equal;
}

#[diagnostic::do_not_recommend]
impl<const BIT: bool, Bits, Others, Equal, Different> Choose<(Bit<BIT>, Others), Equal, Different>
    for (Bit<BIT>, Bits)
where
    Bits: Choose<Others, Equal, Different>,
{
    type Chosen = Bits::Chosen;
}

#[diagnostic::do_not_recommend]
impl<Bits, Others, Equal, Different> Choose<(Bit<false>, Others), Equal, Different> for (Bit<true>, Bits) {
    type Chosen = Different;
}

#[diagnostic::do_not_recommend]
impl<Bits, Others, Equal, Different> Choose<(Bit<true>, Others), Equal, Different> for (Bit<false>, Bits) {
    type Chosen = Different;
}

/// Returns the FNV-1a hash of a place.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn hash(place: &str) -> u32 {
    let (bytes, mut hash, mut i) = (place.as_bytes(), 0x811C_9DC5_u32, 0);
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;

    use super::{Choose, Identity, hash};
    use crate::shared_volume;
    use crate::volume::source::EmptyDir;

    shared_volume!(Logs = "logs", EmptyDir::new());
    shared_volume!(Site = "logs", EmptyDir::new());

    mod other {
        use super::EmptyDir;

        crate::shared_volume!(pub(super) Logs = "logs", EmptyDir::new());
    }

    fn is_same<V: Identity, W: Identity>() -> bool
    where
        V::Id: Choose<W::Id, u8, u16, Chosen: 'static>,
    {
        TypeId::of::<<V::Id as Choose<W::Id, u8, u16>>::Chosen>() == TypeId::of::<u8>()
    }

    #[test]
    fn a_shared_volume_is_itself_and_no_other() {
        assert!(is_same::<Logs, Logs>());
        assert!(!is_same::<Logs, Site>());
        assert!(!is_same::<Logs, other::Logs>());
    }

    #[test]
    fn the_hash_is_fnv() {
        assert_eq!(hash(""), 0x811C_9DC5);
        assert_eq!(hash("a"), 0xE40C_292C);
        assert_eq!(hash("foobar"), 0xBF9C_F968);
    }
}
