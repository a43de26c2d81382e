//! Which values mean the same.

use k8s_openapi::serde_json::Value;

use super::schema::Shape;
use crate::value::quantity::Exact;

/// Returns a value that means something: not `null` and, in a kind of Kubernetes, no empty list and no empty map of the author's
/// own keys. The API server stores none of them.
pub(super) fn present(shape: Shape, value: Option<&Value>, is_known: bool) -> Option<&Value> {
    value.filter(|value| match value {
        Value::Null => false,
        Value::Array(items) => !(is_known && items.is_empty()),
        Value::Object(entries) => !(is_known && entries.is_empty() && matches!(shape, Shape::Map(_))),
        _ => true,
    })
}

/// Returns whether two values of a shape mean the same.
pub(super) fn equal(shape: Shape, old: &Value, new: &Value, is_known: bool) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let same = |name: &String| {
                let shape = shape.field(name);
                match (present(shape, old.get(name), is_known), present(shape, new.get(name), is_known)) {
                    (Some(old), Some(new)) => equal(shape, old, new, is_known),
                    (old, new) => old.is_none() && new.is_none(),
                }
            };
            old.keys().chain(new.keys()).all(same)
        }
        (Value::Array(old), Value::Array(new)) => {
            let same = |(old, new): (&Value, &Value)| equal(shape.item(), old, new, is_known);
            old.len() == new.len() && old.iter().zip(new).all(same)
        }
        _ if matches!(shape, Shape::Quantity) => {
            old == new || amount(old).is_some_and(|old| amount(new).is_some_and(|new| old == new))
        }
        _ => old == new,
    }
}

/// Returns the amount of a quantity, which may be written as a number.
fn amount(value: &Value) -> Option<Exact> {
    match value {
        Value::String(text) => Exact::parse(text).ok(),
        Value::Number(number) => Exact::parse(&number.to_string()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn quantities_are_compared_by_their_amount() {
        for (old, new, same) in [
            (json!("1000m"), json!("1"), true),
            (json!("1"), json!(1), true),
            (json!(0.5), json!("500m"), true),
            (json!("1024Mi"), json!("1Gi"), true),
            (json!("1Gi"), json!("1G"), false),
            (json!("1Ki"), json!("1024"), true),
            (json!("one"), json!("one"), true),
            (json!("one"), json!("two"), false),
            (json!(true), json!(false), false),
        ] {
            assert_eq!(equal(Shape::Quantity, &old, &new, true), same, "{old} {new}");
        }
        assert!(!equal(Shape::Plain, &json!("1000m"), &json!("1"), true));
    }

    #[test]
    fn what_the_api_server_does_not_store_is_no_difference() {
        let (old, new) = (json!({ "a": null, "b": [], "c": 1 }), json!({ "c": 1 }));
        assert!(equal(Shape::Plain, &old, &new, true));
        assert!(!equal(Shape::Plain, &old, &new, false));
        let (old, new) = (json!({ "emptyDir": {} }), json!({}));
        assert!(!equal(Shape::Plain, &old, &new, true));
        assert!(present(Shape::Map(&Shape::Plain), Some(&json!({})), true).is_none());
        assert!(present(Shape::Map(&Shape::Plain), Some(&json!({})), false).is_some());
        assert!(present(Shape::Plain, Some(&Value::Null), false).is_none());
    }

    #[test]
    fn items_of_a_list_are_compared_in_order() {
        assert!(equal(Shape::Plain, &json!(["a", "b"]), &json!(["a", "b"]), true));
        assert!(!equal(Shape::Plain, &json!(["a", "b"]), &json!(["b", "a"]), true));
        assert!(!equal(Shape::Plain, &json!(["a"]), &json!(["a", "b"]), true));
        assert!(equal(Shape::Atomic(&Shape::Quantity), &json!(["1000m"]), &json!(["1"]), true));
    }
}
