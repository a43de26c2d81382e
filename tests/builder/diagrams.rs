//! What holds for every diagram, read by a parser of XML and by the grammar of what we write of Mermaid.

use std::collections::{BTreeMap, BTreeSet};

use podwright::diagram::{Diagram, Direction};
use podwright::links::{Links, ObjectName, Target};
use podwright::manifest::Object;
use podwright::rules::KubeVersion;
use podwright_tests::random::{Built, Objects, Random};
use podwright_tests::{number, shop};
use regex::Regex;
use roxmltree::{Document, Node};
use serde_json::{Value, json};

/// A rectangle: left, top, right, bottom.
type Area = (i64, i64, i64, i64);

/// What a picture shows.
struct Picture {
    cards: BTreeMap<String, Area>,
    names: BTreeMap<String, String>,
    edges: BTreeSet<(String, String)>,
}

fn integer(node: Node<'_, '_>, name: &str) -> i64 {
    node.attribute(name).unwrap_or_else(|| panic!("{name} of {node:?}")).parse().unwrap()
}

fn rect(node: Node<'_, '_>) -> Area {
    let (x, y) = (integer(node, "x"), integer(node, "y"));
    (x, y, x + integer(node, "width"), y + integer(node, "height"))
}

fn overlap(one: Area, other: Area) -> bool {
    one.0 < other.2 && other.0 < one.2 && one.1 < other.3 && other.1 < one.3
}

fn title<'a>(node: Node<'a, '_>) -> &'a str {
    node.children().find(|child| child.has_tag_name("title")).and_then(|title| title.text()).unwrap()
}

/// Returns the corners of a path. A round turn counts as its corner.
fn corners(path: &str) -> Vec<(i64, i64)> {
    let mut corners = Vec::new();
    for step in path.split(['M', 'L', 'Q', 'Z']) {
        let numbers: Vec<i64> = step.split_whitespace().map(|number| number.parse().unwrap()).collect();
        corners.extend(numbers.chunks_exact(2).map(|pair| (pair[0], pair[1])));
    }
    corners
}

/// Reads a picture, and asserts what holds for every one.
fn read(svg: &str) -> Picture {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}: {svg}"));
    let root = document.root_element();
    let page = (0, 0, integer(root, "width"), integer(root, "height"));
    assert_eq!(root.attribute("viewBox"), Some(&*format!("0 0 {} {}", page.2, page.3)));
    assert!(!title(root).is_empty());
    let is = |node: &Node<'_, '_>, class: &str| {
        node.attribute("class").is_some_and(|classes| classes.split(' ').any(|one| one == class))
    };
    let mut picture = Picture { cards: BTreeMap::new(), names: BTreeMap::new(), edges: BTreeSet::new() };
    for node in root.children().filter(|node| node.attribute("data-node").is_some()) {
        assert_eq!(node.attribute("role"), Some("graphics-symbol img"));
        let id = node.attribute("data-node").unwrap().to_owned();
        let card = node.children().find(|child| is(child, "card")).map(rect).unwrap();
        assert!(card.0 >= 0 && card.1 >= 0 && card.2 <= page.2 && card.3 <= page.3, "{card:?} {page:?}");
        for (other, area) in &picture.cards {
            assert!(!overlap(card, *area), "{id} and {other} overlap: {card:?} {area:?}\n{svg}");
        }
        for text in node.children().filter(|child| child.has_tag_name("text")) {
            let inside = (integer(text, "x"), integer(text, "y"));
            assert!(card.0 < inside.0 && inside.0 < card.2 && card.1 < inside.1 && inside.1 < card.3);
        }
        picture.names.insert(id.clone(), title(node).lines().next().unwrap_or_default().to_owned());
        picture.cards.insert(id, card);
    }
    for node in root.children().filter(|node| node.attribute("data-from").is_some()) {
        let end = |name: &str| node.attribute(name).unwrap().to_owned();
        let (from, to) = (end("data-from"), end("data-to"));
        let expected = format!("{} -> {}", picture.names[&from], picture.names[&to]);
        assert!(title(node).starts_with(expected.lines().next().unwrap()), "{:?} {expected:?}", title(node));
        let path = corners(node.attribute("d").unwrap());
        for step in path.windows(2) {
            let ((x, y), (to_x, to_y)) = (step[0], step[1]);
            let line = (
                x.min(to_x),
                y.min(to_y),
                x.max(to_x).max(x.min(to_x) + 1),
                y.max(to_y).max(y.min(to_y) + 1),
            );
            for (id, card) in &picture.cards {
                // A line ends on the border.
                let inside = (card.0 + 1, card.1 + 1, card.2 - 1, card.3 - 1);
                assert!(
                    !overlap(line, inside),
                    "the line {from} -> {to} crosses {id}: {path:?} {card:?}\n{svg}"
                );
            }
        }
        for (point, id, slack) in [(path.first(), &to, 6), (path.last(), &from, 1)] {
            let ((x, y), card) = (*point.unwrap(), picture.cards[id]);
            let near = (card.0 - slack, card.1 - slack, card.2 + slack, card.3 + slack);
            assert!(overlap((x, y, x + 1, y + 1), near), "the line {from} -> {to} does not meet {id}\n{svg}");
        }
        assert!(picture.edges.insert((from, to)), "two lines of the same direction\n{svg}");
    }
    assert_words(root, &picture, &is);
    picture
}

/// Words of lines overlap neither each other nor cards.
fn assert_words(root: Node<'_, '_>, picture: &Picture, is: &dyn Fn(&Node<'_, '_>, &str) -> bool) {
    let mut words: Vec<(Area, &str)> = Vec::new();
    for node in root.children().filter(|node| is(node, "words")) {
        let text = node.text().unwrap();
        // Few characters of the usual fonts are wider.
        let width = text.chars().map(|c| if "iljtfr.,:;'|!()[]/- ".contains(c) { 3 } else { 6 }).sum::<i64>();
        let (x, y) = (integer(node, "x"), integer(node, "y"));
        let x = if is(&node, "end") { x - width } else { x };
        words.push(((x, y - 9, x + width, y + 1), text));
    }
    for (at, (area, text)) in words.iter().enumerate() {
        for (other, second) in &words[..at] {
            assert!(!overlap(*area, *other), "{text:?} and {second:?} overlap");
        }
        for (id, card) in &picture.cards {
            assert!(!overlap(*area, *card), "{text:?} lies on {id}: {area:?} {card:?}");
        }
    }
}

/// Reads the lines of Mermaid by the grammar of what we write, and returns the edges.
fn read_mermaid(text: &str) -> (BTreeSet<String>, BTreeSet<(String, String)>) {
    let label = "\"(?:[a-zA-Z0-9 .:/,;\u{fffd}-]|#[0-9]+;|<br>)*\"";
    let grammar = format!(
        "^(?:\
         (?P<node> +n[0-9]+)\\[{label}\\]\
         |    (?P<from>n[0-9]+) (?:-->|-\\.->)(?:\\|{label}\\|)? (?P<to>n[0-9]+)\
         |    subgraph f[0-9]+ \\[{label}\\]|    end\
         |    classDef [a-z]+ [a-z0-9#:, -]+|    class (?:n[0-9]+,?)+ [a-z]+\
         |    linkStyle (?:[0-9]+,?)+ stroke:#dc2626,color:#dc2626|    style f[0-9]+ stroke:#dc2626\
         |flowchart (?:LR|TB)|---|title: \"(?:[a-zA-Z0-9 ,./()-]|\\\\U[0-9a-f]{{8}})*\"\
         )$"
    );
    let grammar = Regex::new(&grammar).unwrap();
    let (mut nodes, mut edges) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines() {
        let found = grammar.captures(line).unwrap_or_else(|| panic!("{line:?} of\n{text}"));
        let part = |name: &str| found.name(name).map(|part| part.as_str().trim().to_owned());
        if let Some(node) = part("node") {
            assert!(nodes.insert(node), "{line}");
        }
        if let (Some(from), Some(to)) = (part("from"), part("to")) {
            assert!(nodes.contains(&from) && nodes.contains(&to), "{line}");
            assert!(edges.insert((from, to)), "{line}");
        }
    }
    (nodes, edges)
}

/// Returns the links between objects of a set, by the names of both.
fn links_between(objects: &[Object]) -> BTreeSet<(String, String)> {
    let names: BTreeSet<ObjectName> = objects.iter().map(ObjectName::from).collect();
    let mut found = BTreeSet::new();
    for reference in Links::between(objects).references() {
        let from = reference.from();
        let targets: Vec<&ObjectName> = match reference.target() {
            Target::Object(target) => vec![target],
            Target::Selected { objects, .. } => objects.iter().map(|object| &**object).collect(),
            _ => Vec::new(),
        };
        for target in targets.into_iter().filter(|target| names.contains(target)) {
            // A namespace is a frame, and a workload selects its own pods.
            let is_drawn = reference.field() != "metadata.namespace"
                && (from != target || reference.field() != "spec.selector");
            if is_drawn {
                found.insert((from.to_string(), target.to_string()));
            }
        }
    }
    found
}

/// Asserts what holds for the diagrams of every set.
fn assert_diagrams(objects: &[Object], random: &mut Random) {
    let diagram = Diagram::between(objects).title("Any \"objects\"\n<b>");
    let mut shuffled = objects.to_vec();
    for at in (1..shuffled.len()).rev() {
        shuffled.swap(at, random.below(at + 1));
    }
    let other = Diagram::between(&shuffled).title("Any \"objects\"\n<b>");
    for direction in [Direction::LeftToRight, Direction::TopDown] {
        let (diagram, other) = (diagram.clone().direction(direction), other.clone().direction(direction));
        let (svg, mermaid) = (diagram.to_svg(), diagram.to_mermaid());
        assert!(svg == other.to_svg() && mermaid == other.to_mermaid(), "the order of adding shows");
        let picture = read(&svg);
        let (nodes, edges) = read_mermaid(&mermaid);
        assert_eq!(nodes, picture.cards.keys().cloned().collect(), "{mermaid}");
        assert_eq!(edges, picture.edges, "{mermaid}");
        let named: BTreeSet<(String, String)> =
            edges.iter().map(|(from, to)| (picture.names[from].clone(), picture.names[to].clone())).collect();
        // XML and the pictures replace some characters. Debug escapes them in names.
        for (from, to) in links_between(objects) {
            let drawn = named.contains(&(from.clone(), to.clone()));
            assert!(drawn || !(from.is_ascii() && to.is_ascii()), "{from} -> {to} is not drawn\n{mermaid}");
        }
    }
    read(&diagram.clone().hide_configuration().hide("Deployment").to_svg());
}

const NAMES: &[&str] =
    &["web", "db", "api", "a\"b<c>&'", "[x](y)#1;", "line\nbreak", "\u{5e9}\u{202e}\u{1f980}", ""];

/// Names objects so that they refer to each other.
fn renamed(random: &mut Random, mut value: Value) -> Option<Object> {
    if random.one_in(2) {
        let metadata = value.get_mut("metadata")?.as_object_mut()?;
        metadata.insert("name".to_owned(), json!(random.pick(NAMES)));
        match random.below(4) {
            0 => drop(metadata.insert("namespace".to_owned(), json!(random.pick(NAMES)))),
            1 => drop(metadata.remove("namespace")),
            _ => {}
        }
    }
    Object::unvalidated(value).ok()
}

/// An object that refers to others of the same few names.
fn linked(random: &mut Random) -> Value {
    let mut name = || json!(random.pick(NAMES));
    let (own, one, two, three) = (name(), name(), name(), name());
    let pod = json!({
        "serviceAccountName": one, "priorityClassName": two,
        "affinity": {"podAntiAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [
            {"labelSelector": {"matchLabels": {"app": three}}, "topologyKey": "zone"}]}},
        "initContainers": [{"name": one, "image": two, "restartPolicy": "Always"}, {"name": three}],
        "containers": [{
            "name": own, "image": "a/b@sha256:1", "ports": [{"name": "http", "containerPort": 80}],
            "args": ["http://web:80", "http://db", "api:81"],
            "env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": one, "key": three}}}],
            "envFrom": [{"secretRef": {"name": two, "optional": true}}],
            "livenessProbe": {"httpGet": {"port": "nope"}},
        }],
        "volumes": [{"name": "d", "persistentVolumeClaim": {"claimName": two}},
            {"name": "e", "secret": {"secretName": three}}],
    });
    let template = json!({"metadata": {"labels": {"app": own}}, "spec": pod});
    let with = |api: &str, kind: &str, spec: Value| json!({"apiVersion": api, "kind": kind, "metadata": {"name": own}, "spec": spec});
    let selector = json!({"matchLabels": {"app": one}});
    match random.below(12) {
        0 | 1 => with(
            "apps/v1",
            "Deployment",
            json!({"selector": {"matchLabels": {"app": own}}, "template": template}),
        ),
        2 => with(
            "apps/v1",
            "StatefulSet",
            json!({"serviceName": one, "selector": selector, "template": template}),
        ),
        3 => with(
            "v1",
            "Service",
            json!({"selector": {"app": one}, "ports": [{"port": 80, "targetPort": "http"}]}),
        ),
        4 => with(
            "networking.k8s.io/v1",
            "Ingress",
            json!({"tls": [{"secretName": two}], "ingressClassName": three,
            "rules": [{"host": one, "http": {"paths": [
                {"path": two, "backend": {"service": {"name": one, "port": {"number": 80}}}},
                {"path": "/", "backend": {"service": {"name": three, "port": {"name": "x"}}}}]}}]}),
        ),
        5 => with(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            json!({"maxReplicas": 3,
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": one}}),
        ),
        6 => with(
            "networking.k8s.io/v1",
            "NetworkPolicy",
            json!({"podSelector": selector,
            "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": two}}}], "ports": [{"port": "http"}]}]}),
        ),
        7 => {
            json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": {"name": own},
            "roleRef": {"kind": "ClusterRole", "name": one}, "subjects": [{"kind": "ServiceAccount", "name": two}]})
        }
        8 => with("example.com/v1", "Backup", json!({"of": two})),
        9 => {
            json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": own}, "data": {"web": "", "db": ""}})
        }
        10 => json!({"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": own},
            "imagePullSecrets": [{"name": one}], "secrets": [{"name": two}]}),
        _ => {
            json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": own}, "data": {"web": "x"}})
        }
    }
}

/// `PODWRIGHT_DIAGRAMS` sets another number of sets.
fn sets() -> usize {
    number("PODWRIGHT_DIAGRAMS").unwrap_or(60)
}

#[test]
fn diagrams_of_linked_objects_are_well_formed_and_complete() {
    let mut random = Random::new(1);
    for _ in 0..sets() * 2 {
        let count = random.below(30);
        let objects: Vec<Object> = (0..count)
            .filter_map(|_| {
                let object = linked(&mut random);
                renamed(&mut random, object)
            })
            .collect();
        assert_diagrams(&objects, &mut random);
    }
}

#[test]
fn diagrams_of_built_objects_are_well_formed_and_complete() {
    let mut random = Random::new(2);
    let mut built = Built::new(2, KubeVersion::ENABLED, |_| true);
    for _ in 0..sets() {
        let count = random.below(40);
        let objects: Vec<Object> = (0..count)
            .filter_map(|_| {
                let object = built.object(random.below(1000)).value;
                renamed(&mut random, object)
            })
            .collect();
        assert_diagrams(&objects, &mut random);
    }
}

#[test]
fn diagrams_of_any_objects_are_well_formed_and_complete() {
    let mut random = Random::new(3);
    let source = Objects::of(|_| true).with_extremes();
    let kinds = source.kinds();
    for _ in 0..sets() {
        let count = random.below(20);
        let objects: Vec<Object> = (0..count)
            .filter_map(|_| {
                let kind = *random.pick(&kinds);
                let object = if random.one_in(2) {
                    source.mutated(&mut random, kind)?
                } else {
                    source.drawn(&mut random, kind)
                };
                renamed(&mut random, object)
            })
            .collect();
        assert_diagrams(&objects, &mut random);
    }
}

/// Returns how far lines to different cards, or of different classes, lie on each other.
fn shared_length(svg: &str) -> i64 {
    let document = Document::parse(svg).unwrap();
    let mut steps = Vec::new();
    for node in document.descendants().filter(|node| node.attribute("data-from").is_some()) {
        let line = (node.attribute("data-to").unwrap(), node.attribute("class").unwrap());
        for step in corners(node.attribute("d").unwrap()).windows(2) {
            steps.push((line, (step[0].0, step[0].1, step[1].0, step[1].1)));
        }
    }
    let common = |a: i64, b: i64, c: i64, d: i64| (a.max(b).min(c.max(d)) - a.min(b).max(c.min(d))).max(0);
    let mut shared = 0;
    for (at, (line, one)) in steps.iter().enumerate() {
        for (_, other) in steps[..at].iter().filter(|(other, _)| other != line) {
            if one.0 == one.2 && other.0 == other.2 && (one.0 - other.0).abs() < 3 {
                shared += common(one.1, one.3, other.1, other.3);
            }
            if one.1 == one.3 && other.1 == other.3 && (one.1 - other.1).abs() < 3 {
                shared += common(one.0, one.2, other.0, other.2);
            }
        }
    }
    shared
}

#[test]
fn the_shops_are_drawn_whole() {
    let mut random = Random::new(4);
    for (manifest, cards, edges) in [(shop::shop(), 43, 62), (shop::small_shop(), 37, 46)] {
        let manifest = manifest.unwrap();
        for direction in [Direction::LeftToRight, Direction::TopDown] {
            assert_eq!(shared_length(&shop::drawn(&manifest).direction(direction).to_svg()), 0);
        }
        let picture = read(&shop::drawn(&manifest).to_svg());
        assert_eq!((picture.cards.len(), picture.edges.len()), (cards, edges));
        let objects: Vec<Object> = manifest.iter().cloned().collect();
        assert_diagrams(&objects, &mut random);
    }
}

fn objects(values: &[Value]) -> Vec<Object> {
    values.iter().map(|value| Object::unvalidated(value.clone()).unwrap()).collect()
}

#[test]
fn values_are_never_drawn() {
    let secret = json!({
        "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "db", "annotations": {"a": "hush-annotation"}},
        "data": {"password": "aHVzaA=="}, "stringData": {"token": "hush-text"},
    });
    let map = json!({
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "web"}, "data": {"level": "hush-config"},
    });
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, "spec": {"containers": [{
            "name": "web", "image": "nginx:1.27", "args": ["--password=hush-argument"],
            "env": [{"name": "A", "value": "hush-variable"},
                {"name": "B", "valueFrom": {"secretKeyRef": {"name": "db", "key": "password"}}}],
        }]},
    });
    let diagram = Diagram::between(&objects(&[secret, map, pod]));
    for text in [diagram.to_svg(), diagram.to_mermaid()] {
        assert!(text.contains("password") && text.contains("token") && text.contains("level"), "{text}");
        assert!(!text.contains("hush") && !text.contains("aHVzaA"), "{text}");
    }
}

#[test]
fn namespaces_are_frames_and_hidden_kinds_leave_nothing_behind() {
    let map = |name: &str, namespace: &str| {
        json!({
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "namespace": namespace},
        })
    };
    let pod = json!({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
        "spec": {"runtimeClassName": "gvisor", "containers": [{
            "name": "web", "image": "nginx:1.27", "envFrom": [{"configMapRef": {"name": "web"}}],
        }]},
    });
    let one = Diagram::between(&objects(&[map("web", "shop"), pod.clone()]));
    assert!(!one.to_mermaid().contains("subgraph"));
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}});
    let two = Diagram::between(&objects(&[map("web", "shop"), pod, map("web", "other"), namespace]));
    let mermaid = two.to_mermaid();
    assert!(mermaid.contains("subgraph f0 [\"Namespace other, not in the set\"]"), "{mermaid}");
    assert!(mermaid.contains("subgraph f1 [\"Namespace shop\"]"), "{mermaid}");
    // The namespace is its frame.
    assert_eq!(read(&two.to_svg()).cards.len(), 4);
    assert!(mermaid.contains("RuntimeClass<br>gvisor<br>not in the set"), "{mermaid}");
    let hidden = two.hide("Pod").to_mermaid();
    assert!(!hidden.contains("Pod") && !hidden.contains("gvisor") && !hidden.contains("--"), "{hidden}");
}

#[test]
fn edges_say_what_they_are() {
    let with = |api: &str, kind: &str, fields: Value| {
        let mut object = json!({"apiVersion": api, "kind": kind, "metadata": {"name": "web"}});
        object.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        object
    };
    let own = json!({"matchLabels": {"app": "web"}});
    let set = objects(&[
        with(
            "apps/v1",
            "Deployment",
            json!({"spec": {"selector": own, "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {"serviceAccountName": "web", "containers": [{
                    "name": "web", "image": "acme/web:1", "ports": [{"name": "http", "containerPort": 8080}],
                    "args": ["--self=http://web:80"],
                    "env": [{"name": "A", "valueFrom": {"configMapKeyRef": {"name": "web", "key": "lvl"}}}],
                }], "volumes": [{"name": "a", "configMap": {"name": "web"}},
                    {"name": "b", "persistentVolumeClaim": {"claimName": "web"}}]},
            }}}),
        ),
        with("v1", "ConfigMap", json!({"data": {"level": "info"}})),
        with("v1", "ServiceAccount", json!({})),
        with(
            "v1",
            "Service",
            json!({"spec": {"selector": {"app": "web"}, "ports": [{"port": 80, "targetPort": "http"}]}}),
        ),
        with(
            "networking.k8s.io/v1",
            "Ingress",
            json!({"spec": {"tls": [{"secretName": "tls"}], "rules": [{
            "host": "a.example.com", "http": {"paths": [
                {"path": "/api", "backend": {"service": {"name": "web", "port": {"number": 80}}}}]}}]}}),
        ),
        with(
            "autoscaling/v2",
            "HorizontalPodAutoscaler",
            json!({"spec": {"maxReplicas": 3,
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}}}),
        ),
        with("policy/v1", "PodDisruptionBudget", json!({"spec": {"selector": own}})),
        with(
            "networking.k8s.io/v1",
            "NetworkPolicy",
            json!({"spec": {"podSelector": own,
            "ingress": [{"ports": [{"port": 8080}]}]}}),
        ),
        with(
            "rbac.authorization.k8s.io/v1",
            "Role",
            json!({"rules": [{"verbs": ["get", "list"], "resources": ["pods"]}]}),
        ),
        with(
            "rbac.authorization.k8s.io/v1",
            "RoleBinding",
            json!({
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "web"},
            "subjects": [{"kind": "ServiceAccount", "name": "web"}]}),
        ),
    ]);
    let svg = Diagram::between(&set).to_svg();
    let document = Document::parse(&svg).unwrap();
    let edges = document.descendants().filter(|node| node.attribute("data-from").is_some()).map(title);
    let edges: BTreeSet<String> = edges.map(|title| title.replace(" \"web\"", "")).collect();
    let expected = [
        "Deployment -> ConfigMap: no key \"lvl\", env, file",
        "Deployment -> PersistentVolumeClaim: volume",
        "Deployment -> Service: calls :80",
        "Deployment -> ServiceAccount: runs as",
        "HorizontalPodAutoscaler -> Deployment: no request \"cpu\", scales",
        "Ingress -> Secret \"tls\": TLS",
        "Ingress -> Service: /api :80",
        "NetworkPolicy -> Deployment: allows 8080/TCP",
        "PodDisruptionBudget -> Deployment: protects",
        "RoleBinding -> Role: may: get, list pods",
        "RoleBinding -> ServiceAccount: for",
        "Service -> Deployment: 80 -> http",
    ];
    assert_eq!(edges.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn an_empty_diagram_is_a_picture() {
    let diagram = Diagram::between(&[]);
    assert_eq!(diagram.to_mermaid(), "flowchart LR\n");
    assert!(read(&diagram.to_svg()).cards.is_empty());
}
