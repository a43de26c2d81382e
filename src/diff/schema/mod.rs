//! What the fields of each kind hold, as far as equality does not suffice to compare them.
//!
//! Source: <https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy>

mod table;

/// The fields of a type that have a [`Shape`], in alphabetical order.
pub(super) struct Type(&'static [(&'static str, Shape)]);

/// How the values of a field are compared.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// As they are. Fields of a struct are compared one by one, and lists as a whole.
    Plain,
    /// By the amount.
    Quantity,
    /// Field by field.
    Struct(&'static Type),
    /// Key by key. The author chooses the keys.
    Map(&'static Shape),
    /// As a whole, each item by its own shape.
    Atomic(&'static Shape),
    /// Item by item. Each merge key has its default, which is empty if it has none.
    Keyed(&'static [(&'static str, &'static str)], &'static Type),
    /// As a set of plain items.
    Set,
}

impl Shape {
    /// Returns the shape of the objects of a kind, if the kind is Kubernetes' own.
    pub(super) fn of_kind(group: &str, kind: &str) -> Option<Self> {
        let row = table::KINDS.iter().find(|row| row.0 == group && row.1 == kind)?;
        Some(Self::Struct(row.2))
    }

    /// Returns the shape of an object of which no more is known than that it has metadata.
    pub(super) fn of_any_object() -> Self {
        Self::Struct(&ANY_OBJECT)
    }

    /// Returns the shape of a field, or of the value at a key of a map.
    pub(super) fn field(self, name: &str) -> Self {
        match self {
            Self::Struct(Type(fields)) => {
                fields.binary_search_by_key(&name, |field| field.0).map_or(Self::Plain, |at| fields[at].1)
            }
            Self::Map(values) => *values,
            _ => Self::Plain,
        }
    }

    /// Returns the shape of an item of a list.
    pub(super) fn item(self) -> Self {
        match self {
            Self::Atomic(items) => *items,
            Self::Keyed(_, item) => Self::Struct(item),
            _ => Self::Plain,
        }
    }
}

static ANY_OBJECT: Type = Type(&[("metadata", Shape::Struct(&table::META_V1_OBJECT_META))]);

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows a path such as `spec.containers[].env[]`.
    fn at(kind: (&str, &str), path: &str) -> Shape {
        let root = Shape::of_kind(kind.0, kind.1).unwrap();
        path.split('.').fold(root, |shape, step| match step.strip_suffix("[]") {
            Some(field) => shape.field(field).item(),
            None => shape.field(step),
        })
    }

    fn keys(shape: Shape) -> Vec<(&'static str, &'static str)> {
        match shape {
            Shape::Keyed(keys, _) => keys.to_vec(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn lists_of_a_pod_have_the_keys_that_the_published_schema_has() {
        let lists = include_str!("../../../tests/oracle/lists/lists.txt");
        let mut count = 0;
        for line in lists.lines().filter_map(|line| line.strip_prefix("1.37 ")) {
            let mut words = line.split(' ');
            let shape = at(("", "Pod"), words.next().unwrap().strip_suffix("[]").unwrap());
            let expected: Vec<_> = words.map(|word| word.split_once(':').unwrap()).collect();
            if expected[0].0.is_empty() {
                assert!(matches!(shape, Shape::Set), "{line}");
            } else {
                let defaults = expected.iter().map(|(name, kind)| (*name, kind.split_once('=').unwrap().1));
                assert_eq!(keys(shape), defaults.collect::<Vec<_>>(), "{line}");
            }
            count += 1;
        }
        assert!(count > 40, "{count}");
    }

    #[test]
    fn lists_maps_and_quantities_of_other_kinds_are_known() {
        assert_eq!(
            keys(at(("batch", "CronJob"), "spec.jobTemplate.spec.template.spec.containers")),
            [("name", "")]
        );
        assert_eq!(keys(at(("", "Service"), "spec.ports")), [("port", "0"), ("protocol", "TCP")]);
        assert!(matches!(at(("", "ServiceAccount"), "imagePullSecrets"), Shape::Plain));
        assert!(matches!(at(("", "ConfigMap"), "data"), Shape::Map(Shape::Plain)));
        assert!(matches!(
            at(("autoscaling", "HorizontalPodAutoscaler"), "spec.metrics[].resource.target.averageValue"),
            Shape::Quantity
        ));
        assert!(matches!(at(("apps", "StatefulSet"), "spec.volumeClaimTemplates[].spec"), Shape::Struct(_)));
        assert!(matches!(at(("", "ResourceQuota"), "spec.hard"), Shape::Map(Shape::Quantity)));
        assert!(Shape::of_kind("example.com", "Deployment").is_none());
    }

    #[test]
    fn the_fields_of_a_type_are_in_alphabetical_order() {
        fn check(shape: Shape, depth: usize) {
            let Type(fields) = match shape {
                Shape::Struct(fields) | Shape::Keyed(_, fields) => fields,
                Shape::Map(below) | Shape::Atomic(below) => return check(*below, depth),
                _ => return,
            };
            assert!(fields.is_sorted_by(|one, other| one.0 < other.0), "{:?}", fields.first().map(|f| f.0));
            if depth < 12 {
                fields.iter().for_each(|field| check(field.1, depth + 1));
            }
        }
        assert!(table::KINDS.len() > 40);
        for kind in table::KINDS {
            check(Shape::Struct(kind.2), 0);
        }
    }
}
