/// The values of the Secret `T` cannot be guessed from a checksum. Nothing implements it.
#[diagnostic::on_unimplemented(
    message = "the checksum of a Secret would let those who read the pods guess its values",
    label = "`.keyed_checksum(key)` makes one that only those who know the key compute"
)]
pub trait NoChecksum<T> {}
