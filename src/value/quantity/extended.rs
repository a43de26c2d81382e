use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::canonical::Form;
use super::exact::Exact;
use crate::value::grammar;
use crate::value::text::text_value;

text_value! {
    /// The name of a resource that a device plugin or an operator adds to nodes, such as `nvidia.com/gpu`.
    ///
    /// A DNS subdomain of at most 244 characters, a `/` and a name of at most 63; not in a domain that ends with
    /// `kubernetes.io`, and not beginning with `requests.`. [`resource!`](crate::resource) makes one of a literal. The
    /// resource is counted in whole numbers.
    ///
    /// ```
    /// use podwright::{ExtendedResource, resource};
    ///
    /// let gpu: ExtendedResource = resource!("nvidia.com/gpu");
    /// assert_eq!(gpu.as_str(), "nvidia.com/gpu");
    /// assert!("gpu".parse::<ExtendedResource>().is_err());
    /// assert!("kubernetes.io/gpu".parse::<ExtendedResource>().is_err());
    /// ```
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#extended-resources>
    ExtendedResource, grammar::extended_resource
}

/// Returns the quantity of a number of pieces of an extended resource.
pub(crate) fn pieces(count: u32) -> Quantity {
    Quantity(Exact::from_count(u64::from(count), 0, Form::Decimal).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_written_canonically() {
        assert_eq!([0, 1, 2000, u32::MAX].map(|count| pieces(count).0), ["0", "1", "2k", "4294967295"]);
    }

    #[test]
    fn a_name_has_a_foreign_domain() {
        for (text, rule) in [
            ("", "a key must not be empty"),
            ("cpu", "an extended resource is named 'domain/name'"),
            ("a/b/c", "a key has one '/' at most, between a DNS prefix and a name"),
            ("Nvidia.com/gpu", "the prefix of a key, before the '/', is a DNS-1123 subdomain"),
            ("nvidia.com/", "the name of a key, after the '/', must not be empty"),
            (
                "example.kubernetes.io/x",
                "the domain of an extended resource does not end with 'kubernetes.io'",
            ),
            ("requests.example.com/x", "an extended resource does not begin with 'requests.'"),
        ] {
            assert_eq!(text.parse::<ExtendedResource>().unwrap_err().rule(), rule, "{text}");
        }
        assert!(format!("{}a/x", "a.".repeat(121)).parse::<ExtendedResource>().is_ok());
        let error = format!("{}aa/x", "a.".repeat(122)).parse::<ExtendedResource>().unwrap_err();
        assert_eq!(error.rule(), "the domain of an extended resource has at most 244 characters");
        assert_eq!(error.position(), Some(244));
        assert!("hugepages.example.com/2Mi".parse::<ExtendedResource>().is_ok());
    }
}
