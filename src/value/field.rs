//! Values from the fields of a custom resource or a configuration file, with all errors in one report.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::{FromNumber, IntoNumber, ParseError, ParseErrors};

/// Parses the value of a field; the errors name the field.
///
/// The value is a text, a whole number, a map of texts (for [`Labels`](crate::Labels) and
/// [`Annotations`](crate::Annotations)), an `Option` of those, or the `Result` of a function of your own. The type that
/// it is parsed into follows from its use.
///
/// ```
/// use podwright::{Image, Seconds, field};
///
/// let image: Image = field("spec.image", "nginx:1.27")?;
/// let grace: Option<Seconds> = field("spec.gracePeriodSeconds", Some(30_i64))?;
/// assert_eq!(grace, Some(podwright::secs(30)));
///
/// let error = field::<Image>("spec.image", "Nginx").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "1 invalid value\n  spec.image: \"Nginx\": the repository of an image is in lower case (byte 0, 'N')"
/// );
/// # Ok::<(), podwright::ParseErrors>(())
/// ```
///
/// A function that parses an object inside another one returns [`ParseErrors`], and `field` puts the name of the
/// object before the names of its fields:
///
/// ```
/// use podwright::{Image, ParseErrors, field};
///
/// struct Sidecar {
///     image: String,
/// }
///
/// fn image(sidecar: &Sidecar) -> Result<Image, ParseErrors> {
///     field("image", &sidecar.image)
/// }
///
/// let error = field("spec.sidecar", image(&Sidecar { image: String::new() })).unwrap_err();
/// assert!(error.to_string().ends_with(r#"spec.sidecar.image: "": an image reference must not be empty"#));
/// ```
///
/// # Errors
///
/// If the value breaks the grammar of the type; a map or the result of a function may hold several mistakes, and all
/// are reported.
pub fn field<T>(name: &str, value: impl IntoParsed<T>) -> Result<T, ParseErrors> {
    value.into_parsed().map_err(|errors| errors.in_field(name))
}

/// Parses each value of a list; the errors name the field and the index.
///
/// ```
/// use podwright::{DnsLabel, fields};
///
/// let names: Vec<DnsLabel> = fields("spec.names", ["web", "db"])?;
/// assert_eq!(names.len(), 2);
///
/// let error = fields::<DnsLabel>("spec.names", ["web", "Db", "", "x"]).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "2 invalid values\n  \
///      spec.names[1]: \"Db\": a DNS-1123 label holds only a-z, 0-9 and '-' (byte 0, 'D')\n  \
///      spec.names[2]: \"\": a DNS-1123 label must not be empty"
/// );
/// # Ok::<(), podwright::ParseErrors>(())
/// ```
///
/// # Errors
///
/// If one value or more break the grammar of the type.
pub fn fields<T>(name: &str, values: impl IntoIterator<Item: IntoParsed<T>>) -> Result<Vec<T>, ParseErrors> {
    let mut errors = Vec::new();
    let values = values.into_iter().enumerate().filter_map(|(i, value)| {
        let parsed = value.into_parsed().map_err(|found| found.in_field(&format!("[{i}]")).in_field(name));
        keep(parsed, &mut errors)
    });
    let values = values.collect();
    if errors.is_empty() { Ok(values) } else { Err(ParseErrors::new(errors)) }
}

/// Returns the values of a tuple of results, or all of their errors.
///
/// An operator reports every mistake of a custom resource at once, as `build()` does for a pod:
///
/// ```
/// use podwright::prelude::*;
///
/// struct WebSpec {
///     name: String,
///     image: String,
///     port: i32,
///     memory: String,
///     pull_secrets: Vec<String>,
/// }
///
/// fn pod(spec: &WebSpec) -> Result<Valid<v1::Pod>, podwright::Error> {
///     let (name, image, port, memory, pull_secrets): (_, _, _, _, Vec<SecretRef>) = collect((
///         field("spec.name", &spec.name),
///         field("spec.image", &spec.image),
///         field("spec.port", spec.port),
///         field("spec.memory", &spec.memory),
///         fields("spec.pullSecrets", &spec.pull_secrets),
///     ))?;
///     let main = Container::new(name!("main"), image)
///         .port(Port::new(port))
///         .resources(Resources::new().memory(..=memory));
///     Ok(Pod::builder(name).pull_secrets(&pull_secrets).main(main).build()?)
/// }
///
/// let spec = WebSpec {
///     name: "web".to_owned(),
///     image: "nginx:".to_owned(),
///     port: 0,
///     memory: "512m".to_owned(),
///     pull_secrets: vec!["registry".to_owned(), "Extra".to_owned()],
/// };
/// assert_eq!(
///     pod(&spec).unwrap_err().to_string(),
///     "4 invalid values\n  \
///      spec.image: \"nginx:\": the tag of an image, after the ':', must not be empty (byte 6)\n  \
///      spec.port: \"0\": a port number is between 1 and 65535\n  \
///      spec.memory: \"512m\": an amount of memory is a whole number of bytes; \
///      'm' is a thousandth of a byte, write 512M or 512Mi\n  \
///      spec.pullSecrets[1]: \"Extra\": a DNS-1123 subdomain holds only a-z, 0-9, '-' and '.' (byte 0, 'E')"
/// );
/// ```
///
/// # Errors
///
/// If one result or more are errors: all of them, in the order of the tuple.
pub fn collect<R: IntoValues>(results: R) -> Result<R::Values, ParseErrors> {
    results.into_values()
}

/// A value that may be parsed into a `T`: a text, a whole number, a map of texts, an `Option` or a `Result` of those.
///
/// [`field`] and [`fields`] take it.
#[diagnostic::on_unimplemented(
    message = "a field is not parsed from `{Self}`",
    label = "not a text, a whole number, a map of texts, or an `Option` or a `Result` of those",
    note = "each value of a list is parsed by `fields`",
    note = "`field` also takes the `Result` of a function of your own, and adds the name of the field to its error"
)]
pub trait IntoParsed<T>: sealed::Sealed {
    #[doc(hidden)]
    fn into_parsed(self) -> Result<T, ParseErrors>;
}

/// A tuple of 1 to 16 results, whose errors are [`ParseErrors`] or convert into them.
///
/// [`collect`] takes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of parsed fields",
    label = "not a tuple of 1 to 16 results",
    note = "each value of the tuple is a `Result`, such as `field(\"spec.image\", &spec.image)`",
    note = "the results of a list are collected by `fields`",
    note = "an inner `collect((..))` counts as one value, for more than 16 fields"
)]
pub trait IntoValues: sealed::Sealed {
    /// The tuple of the values.
    type Values;

    #[doc(hidden)]
    fn into_values(self) -> Result<Self::Values, ParseErrors>;
}

fn parse<T: FromStr<Err: Into<ParseErrors>>>(text: &str) -> Result<T, ParseErrors> {
    text.parse().map_err(Into::into)
}

macro_rules! texts {
    ($($Text:ty)+) => {
        $(
            impl sealed::Sealed for $Text {}

            impl<T: FromStr<Err: Into<ParseErrors>>> IntoParsed<T> for $Text {
                fn into_parsed(self) -> Result<T, ParseErrors> {
                    parse(&self)
                }
            }
        )+
    };
}

texts! { &str &&str String &String }

macro_rules! numbers {
    ($($Int:ty)+) => {
        $(
            impl sealed::Sealed for $Int {}
            impl sealed::Sealed for &$Int {}

            impl<T: FromNumber> IntoParsed<T> for $Int {
                fn into_parsed(self) -> Result<T, ParseErrors> {
                    Ok(T::from_number(self.into_number())?)
                }
            }

            #[diagnostic::do_not_recommend]
            impl<T: FromNumber> IntoParsed<T> for &$Int {
                fn into_parsed(self) -> Result<T, ParseErrors> {
                    (*self).into_parsed()
                }
            }
        )+
    };
}

numbers! { u8 u16 u32 u64 usize i8 i16 i32 i64 isize }

impl<V> sealed::Sealed for Option<V> {}
impl<V> sealed::Sealed for &Option<V> {}

impl<T, V: IntoParsed<T>> IntoParsed<Option<T>> for Option<V> {
    fn into_parsed(self) -> Result<Option<T>, ParseErrors> {
        self.map(V::into_parsed).transpose()
    }
}

impl<'a, T, V> IntoParsed<Option<T>> for &'a Option<V>
where
    &'a V: IntoParsed<T>,
{
    fn into_parsed(self) -> Result<Option<T>, ParseErrors> {
        self.as_ref().into_parsed()
    }
}

impl sealed::Sealed for BTreeMap<String, String> {}
impl sealed::Sealed for &BTreeMap<String, String> {}

impl<T: TryFrom<BTreeMap<String, String>, Error = ParseErrors>> IntoParsed<T> for BTreeMap<String, String> {
    fn into_parsed(self) -> Result<T, ParseErrors> {
        self.try_into()
    }
}

impl<T: TryFrom<BTreeMap<String, String>, Error = ParseErrors>> IntoParsed<T> for &BTreeMap<String, String> {
    fn into_parsed(self) -> Result<T, ParseErrors> {
        self.clone().try_into()
    }
}

impl<T, E> sealed::Sealed for Result<T, E> {}

impl<T, E: Into<ParseErrors>> IntoParsed<T> for Result<T, E> {
    fn into_parsed(self) -> Result<T, ParseErrors> {
        self.map_err(Into::into)
    }
}

/// The value, or nothing and one error or more.
pub(super) fn keep<T>(result: Result<T, impl Into<ParseErrors>>, errors: &mut Vec<ParseError>) -> Option<T> {
    result.map_err(|found| errors.extend(found.into())).ok()
}

macro_rules! tuples {
    () => {};
    ($T:ident $E:ident $value:ident, $($rest:tt)*) => {
        tuple! { $T $E $value, $($rest)* }
        tuples! { $($rest)* }
    };
}

macro_rules! tuple {
    ($($T:ident $E:ident $value:ident,)+) => {
        impl<$($T, $E),+> sealed::Sealed for ($(Result<$T, $E>,)+) {}

        #[diagnostic::do_not_recommend]
        impl<$($T, $E: Into<ParseErrors>),+> IntoValues for ($(Result<$T, $E>,)+) {
            type Values = ($($T,)+);

            fn into_values(self) -> Result<Self::Values, ParseErrors> {
                let ($($value,)+) = self;
                let mut errors = Vec::new();
                match ($(keep($value, &mut errors),)+) {
                    ($(Some($value),)+) => Ok(($($value,)+)),
                    _ => Err(ParseErrors::new(errors)),
                }
            }
        }
    };
}

tuples! {
    A AE a, B BE b, C CE c, D DE d, E EE e, F FE f, G GE g, H HE h,
    I IE i, J JE j, K KE k, L LE l, M ME m, N NE n, O OE o, P PE p,
}

mod sealed {
    pub trait Sealed {}
}
