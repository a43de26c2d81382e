//! Each reference of a set that has everything is broken, in turn: misspelt, its target deleted, its target in another namespace.

use std::collections::BTreeSet;

use podwright::links::{Completeness, Finding, Links, Outcome, Reference, ResolvedBy, Target};
use serde_json::{Value, json};

use super::{complete, objects, objects_of, values};

const SETS: [(&str, &str); 3] = [
    ("core", include_str!("core.yaml")),
    ("custom", include_str!("custom.yaml")),
    ("gateway", include_str!("gateway.yaml")),
];

/// The ends of fields that name what the cluster provides.
const OUTSIDE: [&str; 4] = ["storageClassName", "gatewayClassName", "csi.driver", "metadata.namespace"];

/// Fields of names, above or beside that of a part.
const NAMES: [&str; 3] = ["name", "secretName", "clientConfig.service.name"];

/// Fields that hold a name or a part within a longer text.
fn is_text(field: &str) -> bool {
    ["args[", "command[", "].value"].iter().any(|text| field.contains(text)) && !field.contains("valueFrom")
}

#[test]
fn sets_that_have_everything_have_no_findings() {
    for (name, text) in SETS {
        let objects = objects(text);
        let links = Links::between(&objects);
        assert!(links.references().len() >= 5, "{name}");
        for completeness in [Completeness::Fragment, Completeness::Complete] {
            assert_eq!(links.findings(completeness), [], "{name}");
        }
        let dangling: Vec<_> = links.references().iter().filter(|it| it.outcome().is_dangling()).collect();
        assert!(dangling.is_empty(), "{dangling:#?}");
    }
}

/// Returns the value at the path of a field.
fn at<'v>(mut value: &'v mut Value, field: &str) -> &'v mut Value {
    let mut rest = field;
    while !rest.is_empty() {
        rest = rest.strip_prefix('.').unwrap_or(rest);
        if let Some((key, after)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            value = match key.parse::<usize>() {
                Ok(index) => &mut value[index],
                Err(_) => &mut value[key],
            };
            rest = after;
        } else {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            value = &mut value[&rest[..end]];
            rest = &rest[end..];
        }
    }
    value
}

fn is(value: &Value, reference: &podwright::links::ObjectName) -> bool {
    let version = value["apiVersion"].as_str().unwrap();
    let group = version.split_once('/').map_or("", |(group, _)| group);
    (group, value["kind"].as_str().unwrap()) == (reference.group(), reference.kind())
        && value["metadata"]["name"] == reference.name()
        && value["metadata"]["namespace"].as_str() == reference.namespace()
}

fn fields(findings: &[Finding]) -> BTreeSet<(String, String)> {
    let places = findings.iter().flat_map(Finding::places);
    places.map(|place| (place.object().to_string(), place.field().to_owned())).collect()
}

fn place(reference: &Reference) -> (String, String) {
    (reference.from().to_string(), reference.field().to_owned())
}

/// Tells whether a set can tell that a reference is broken.
fn is_decidable(reference: &Reference) -> bool {
    let is_object = matches!(reference.outcome(), Outcome::Resolved(ResolvedBy::Object));
    is_object && !OUTSIDE.iter().any(|end| reference.field().ends_with(end)) && !is_text(reference.field())
}

#[test]
fn a_misspelt_name_or_part_is_found_at_its_field_and_nothing_else() {
    let mut planted = 0;
    for (name, text) in SETS {
        let values = values(text);
        let links = Links::between(&objects_of(&values));
        for reference in links.references().iter().filter(|it| is_decidable(it)) {
            let mut changed = values.clone();
            let object = changed.iter_mut().find(|value| is(value, reference.from())).unwrap();
            let field = at(object, reference.field());
            match (field.clone(), reference.target()) {
                // The labels of selectors have a test of their own.
                (Value::Object(_), _) | (_, Target::Selected { .. }) if field.is_object() => continue,
                (Value::String(name), _) => *field = json!(format!("{name}x")),
                (Value::Number(number), _) => *field = json!(number.as_u64().unwrap() + 1),
                (other, _) => panic!("{} {}: {other}", name, reference.field()),
            }
            // A missing number of a container's port is no mistake.
            if reference.field().starts_with("spec.ports[") && field.is_number() {
                continue;
            }
            planted += 1;
            let found = complete(&objects_of(&changed));
            let wanted = BTreeSet::from([place(reference)]);
            assert_eq!(
                fields(&found),
                wanted,
                "{name}: {} {}\n{found:#?}",
                reference.from(),
                reference.field()
            );
        }
    }
    assert!(planted >= 75, "{planted} references were misspelt");
}

#[test]
fn a_misspelt_name_beside_a_part_is_found_at_its_field_and_nothing_else() {
    let mut planted = 0;
    for (name, text) in SETS {
        let values = values(text);
        let links = Links::between(&objects_of(&values));
        for reference in links.references().iter().filter(|it| is_decidable(it) && it.part().is_some()) {
            // These name a volume or a claim of the pod, which the API server's own rules compare.
            if reference.field().ends_with("subPath") || reference.field().contains("resources.claims[") {
                continue;
            }
            let Target::Object(target) = reference.target() else { continue };
            let parents = reference.field().match_indices(['.', '[']).map(|(at, _)| &reference.field()[..at]);
            let mut changed = values.clone();
            let object = changed.iter_mut().find(|value| is(value, reference.from())).unwrap();
            let mut fields_of_names =
                parents.flat_map(|parent| NAMES.map(|field| format!("{parent}.{field}")));
            let is_name = |field: &String| {
                let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
                object.pointer(&pointer).is_some_and(|value| *value == target.name())
            };
            // Of several, the innermost names the target.
            let Some(field) = fields_of_names.rfind(is_name).filter(|it| !it.starts_with("metadata")) else {
                continue;
            };
            *at(object, &field) = json!(format!("{}x", target.name()));
            planted += 1;
            let found = fields(&complete(&objects_of(&changed)));
            assert_eq!(
                found,
                BTreeSet::from([(reference.from().to_string(), field)]),
                "{name}: {}",
                reference.field()
            );
        }
    }
    assert!(planted >= 20, "{planted} names were misspelt");
}

#[test]
fn a_deleted_object_is_found_at_all_fields_that_refer_to_it_and_nothing_else() {
    let mut planted = 0;
    for (name, text) in SETS {
        let values = values(text);
        let links = Links::between(&objects_of(&values));
        for (index, deleted) in values.iter().enumerate() {
            let object = &objects_of(std::slice::from_ref(deleted))[0];
            let references: Vec<&Reference> = links.to(object).collect();
            let own: BTreeSet<_> = links.of(object).map(place).collect();
            let wanted: BTreeSet<_> = references
                .iter()
                .filter(|it| {
                    is_decidable(it)
                        && matches!(it.target(), Target::Object(_))
                        && it.from() != &object.into()
                })
                .map(|it| place(it))
                .collect();
            // The definition of a custom resource may be in the cluster.
            if wanted.is_empty() || object.kind() == "CustomResourceDefinition" {
                continue;
            }
            let mut changed = values.clone();
            changed.remove(index);
            planted += 1;
            let found = fields(&complete(&objects_of(&changed)));
            // A reference to a part is reported at the name of the object, which stands in the same map.
            for (from, field) in &wanted {
                let parent =
                    field.split(".items[").next().unwrap().rsplit_once('.').map_or("", |(parent, _)| parent);
                let parents = [parent, parent.rsplit_once('.').map_or("", |(parent, _)| parent)];
                let is_near = |(object, other): &&(String, String)| {
                    object == from
                        && (other == field
                            || parents.iter().any(|it| !it.is_empty() && other.starts_with(it)))
                };
                let is_inside = field.contains("metrics[")
                    || field.contains("containerPolicies")
                    || field.ends_with("subPath")
                    || field.contains("claims[");
                assert!(
                    is_inside || found.iter().any(|it| is_near(&it)),
                    "{name}: {object} {from} {field}\n{found:#?}"
                );
            }
            // What is reported beside them lost its pods, which the deleted object made.
            let related: BTreeSet<_> = references.iter().map(|it| it.from().to_string()).collect();
            for (from, field) in &found {
                assert!(
                    related.contains(from) && !own.contains(&(from.clone(), field.clone())),
                    "{name}: {object}: {from} {field}"
                );
            }
        }
    }
    assert!(planted > 25, "{planted} objects were deleted");
}

#[test]
fn an_object_in_another_namespace_is_found_and_the_message_says_where_it_is() {
    let values = values(SETS[0].1);
    let links = Links::between(&objects_of(&values));
    let mut planted = 0;
    for (index, value) in values.iter().enumerate() {
        let object = &objects_of(std::slice::from_ref(value))[0];
        let is_wanted = |it: &&Reference| is_decidable(it) && matches!(it.target(), Target::Object(_));
        if object.namespace().is_none() || links.to(object).filter(is_wanted).count() == 0 {
            continue;
        }
        let mut changed = values.clone();
        changed[index]["metadata"]["namespace"] = json!("other");
        let found = complete(&objects_of(&changed));
        let is_meant = |finding: &&Finding| {
            finding.rule() == "link-object-elsewhere"
                && finding.message().contains(&format!(
                    "{:?} is in namespace \"other\", not in \"shop\"",
                    object.name().unwrap()
                ))
        };
        planted += 1;
        assert_eq!(found.iter().filter(is_meant).count(), 1, "{object}: {found:#?}");
    }
    assert!(planted > 10, "{planted} objects were moved");
}

#[test]
fn a_selector_that_selects_nothing_is_found_at_its_field_and_nothing_else() {
    let values = values(SETS[0].1);
    let mut planted = 0;
    for (kind, name, field, label) in [
        ("Service", "web", "spec.selector", "spec.selector.app"),
        ("Service", "peers-first", "spec.selector", "spec.selector[statefulset.kubernetes.io/pod-name]"),
        ("PodDisruptionBudget", "web", "spec.selector", "spec.selector.matchLabels.app"),
        ("NetworkPolicy", "peers", "spec.podSelector", "spec.podSelector.matchLabels.app"),
        (
            "NetworkPolicy",
            "peers",
            "spec.ingress[0].from[0].podSelector",
            "spec.ingress[0].from[0].podSelector.matchLabels.app",
        ),
        (
            "Deployment",
            "web",
            "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector",
            "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm.labelSelector.matchLabels.app",
        ),
        (
            "Deployment",
            "web",
            "spec.template.spec.topologySpreadConstraints[0].labelSelector",
            "spec.template.spec.topologySpreadConstraints[0].labelSelector.matchLabels.app",
        ),
    ] {
        let mut changed = values.clone();
        let object = changed
            .iter_mut()
            .find(|value| value["kind"] == kind && value["metadata"]["name"] == name)
            .unwrap();
        *at(object, label) = json!("peers-7");
        planted += 1;
        let found = fields(&complete(&objects_of(&changed)));
        assert_eq!(found, BTreeSet::from([(format!("{kind} \"shop/{name}\""), field.to_owned())]));
    }
    assert_eq!(planted, 7);
}
