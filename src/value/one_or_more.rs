/// A list whose type guarantees that it is not empty.
///
/// Such a list is an array of 1 to 32 values, or a pair of the first value and a `Vec` of the rest. An empty array does not
/// compile. A method with the prefix `try_` takes a list of any length.
///
/// ```
/// use podwright::{key, value, LabelKey};
///
/// let arch: LabelKey = key!("kubernetes.io/arch");
/// arch.clone().is_in([value!("amd64"), value!("arm64")]);
/// arch.is_in((value!("amd64"), vec!["arm64".parse()?]));
/// # Ok::<(), podwright::ParseError>(())
/// ```
///
/// ```compile_fail
/// # use podwright::{key, LabelKey};
/// # let arch: LabelKey = key!("kubernetes.io/arch");
/// arch.is_in([]);
/// ```
#[diagnostic::on_unimplemented(
    message = "at least one `{T}` is needed here, which `{Self}` does not hold",
    label = "not a list of one or more `{T}`",
    note = "such a list is an array of 1 to 32 values, or a pair of the first value and a `Vec` of the rest",
    note = "a list that may be empty at run time goes through the method with the prefix `try_`"
)]
pub trait OneOrMore<T>: sealed::Sealed {
    #[doc(hidden)]
    fn into_list(self) -> Vec<T>;
}

impl<T> OneOrMore<T> for (T, Vec<T>) {
    fn into_list(self) -> Vec<T> {
        let (first, mut list) = self;
        list.insert(0, first);
        list
    }
}

macro_rules! arrays {
    ($($length:literal)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<T> OneOrMore<T> for [T; $length] {
                fn into_list(self) -> Vec<T> {
                    self.into()
                }
            }
        )*
    };
}

arrays! { 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 }

mod sealed {
    pub trait Sealed {}

    impl<T> Sealed for (T, Vec<T>) {}
    impl<T, const N: usize> Sealed for [T; N] {}
}
