//! The timeline of a pod: what holds for that of any pod, and the pictures of it.

#[path = "../../examples/timeline.rs"]
#[expect(dead_code, reason = "the test takes the pod itself, not what `main` prints")]
mod example;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::catch_unwind;
use std::time::Duration;

use k8s_openapi::api::core::v1;
use podwright::facts::{self, ContainerKind, Event, HookAction, Step, Timeline};
use podwright_tests::random::{self, Random, Words};
use podwright_tests::text_of;
use serde_json::{Value, json};

fn spec(value: Value) -> v1::PodSpec {
    serde_json::from_value(value).unwrap()
}

/// Pods that were recorded, with changes, and random ones.
fn specs(count: usize, seed: u64) -> impl Iterator<Item = v1::PodSpec> {
    let seeds = random::recorded();
    let words = Words::of(&seeds).with_extremes();
    let mut random = Random::new(seed);
    (0..count).filter_map(move |i| {
        let pod = match i % 3 {
            0 => random::mutated(&mut random, &words, &seeds)?,
            1 => random::drawn(&mut random, &words),
            _ => return Some(lifecycles(&mut random)),
        };
        pod.spec
    })
}

/// A pod whose containers have hooks and probes of all forms.
fn lifecycles(random: &mut Random) -> v1::PodSpec {
    let mut container = |i: usize| {
        let handlers = [
            json!({"exec": {"command": ["true"]}}),
            json!({"httpGet": {"port": 80, "path": "/a\"b<c>"}}),
            json!({"sleep": {"seconds": 5}}),
            json!({"sleep": {"seconds": i64::MIN}, "httpGet": {"port": 80}}),
            json!({"sleep": {"seconds": i64::MAX}}),
            json!({}),
        ];
        let mut container =
            json!({"name": random.pick(&["a", "b", "a<&>\"'", "\u{1}\n", ""]), "lifecycle": {}});
        for hook in ["postStart", "preStop"] {
            if random.one_in(3) {
                container["lifecycle"][hook] = random.pick(&handlers).clone();
            }
        }
        if random.one_in(2) {
            container["startupProbe"] = json!({"periodSeconds": i32::MAX, "failureThreshold": i});
        }
        if random.one_in(2) {
            container["restartPolicy"] = json!(random.pick(&["Always", "Always", "Never", ""]));
        }
        container
    };
    spec(json!({
        "initContainers": (0..4).map(&mut container).collect::<Vec<_>>(),
        "containers": (4..7).map(&mut container).collect::<Vec<_>>(),
        "terminationGracePeriodSeconds": i64::MIN,
    }))
}

#[test]
fn the_timeline_of_any_pod_keeps_the_order_of_kubernetes() {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for spec in specs(3_000, 1) {
        let timeline = facts::timeline(&spec);
        if let Err(wrong) = catch_unwind(|| assert_order(&spec, &timeline)) {
            panic!("{}: {wrong:?}", json!(spec));
        }
        count += 1;
        seen.extend(timeline.steps().iter().map(|step| {
            let event = format!("{:?}", step.event);
            format!("{:?} {}", step.kind, event.split([' ', '(']).next().unwrap())
        }));
    }
    assert!(count > 2_000);
    let all = [
        "Init Run",
        "Main PreStop",
        "Main Start",
        "Main Stop",
        "Sidecar PreStop",
        "Sidecar Start",
        "Sidecar Stop",
    ];
    assert_eq!(seen.iter().map(String::as_str).collect::<Vec<_>>(), all);
}

fn assert_order(spec: &v1::PodSpec, timeline: &Timeline<'_>) {
    let init = spec.init_containers.as_deref().unwrap_or_default();
    let is_sidecar = |container: &&v1::Container| container.restart_policy.as_deref() == Some("Always");

    // Each container starts once, in the order of the lists.
    let names = |steps: &[Step<'_>]| steps.iter().map(|step| step.container.to_owned()).collect::<Vec<_>>();
    let listed: Vec<_> =
        init.iter().chain(&spec.containers).map(|container| container.name.clone()).collect();
    assert_eq!(names(timeline.start()), listed);
    assert_eq!(timeline.steps().len(), timeline.start().len() + timeline.stop().len());

    // Moments follow each other without gaps.
    let mut moment = 0;
    for step in timeline.steps() {
        assert!(step.moment == moment || step.moment == moment + 1, "{step:?} after {moment}");
        moment = step.moment;
    }
    assert!(timeline.steps().first().is_none_or(|step| step.moment == 0));

    // Init containers and sidecars start one after the other, and the main containers after all of them.
    for (i, step) in timeline.start().iter().enumerate() {
        assert!(step.moment <= i && (i > init.len() || step.moment == i), "{step:?}");
        assert_eq!(step.kind == ContainerKind::Main, i >= init.len());
        assert_eq!(step.event == Event::Run, step.kind == ContainerKind::Init);
    }
    // A hook of a main container holds back the next one, and nothing else does.
    for pair in timeline.start().windows(2).filter(|pair| pair[0].kind == ContainerKind::Main) {
        let has_hook = matches!(pair[0].event, Event::Start { post_start: Some(_), .. });
        assert_eq!(pair[1].moment - pair[0].moment, usize::from(has_hook));
    }

    // All main containers stop once, and then the sidecars, the last one first.
    let stops: Vec<_> = timeline.stop().iter().filter(|step| step.event == Event::Stop).collect();
    let mains = stops.iter().take_while(|step| step.kind == ContainerKind::Main).count();
    assert_eq!(mains, spec.containers.len());
    let sidecars: Vec<_> =
        init.iter().filter(is_sidecar).rev().map(|container| container.name.as_str()).collect();
    assert_eq!(stops[mains..].iter().map(|step| step.container).collect::<Vec<_>>(), sidecars);
    for pair in stops[mains.saturating_sub(1)..].windows(2) {
        assert!(pair[0].moment < pair[1].moment, "{pair:?}");
    }

    // Hooks run first, all at once. Only the container itself waits for its hook, among the main containers.
    let start_ends = timeline.start().last().map_or(0, |step| step.moment + 1);
    let mut hooks: BTreeMap<&str, usize> = BTreeMap::new();
    for step in timeline.stop() {
        if let Event::PreStop(_) = step.event {
            assert_eq!(step.moment, start_ends);
            *hooks.entry(step.container).or_default() += 1;
        }
    }
    let with_hook = |container: &&v1::Container| {
        container.lifecycle.as_ref().is_some_and(|lifecycle| lifecycle.pre_stop.is_some())
    };
    let of_spec = spec.containers.iter().chain(init.iter().filter(is_sidecar)).filter(with_hook).count();
    assert_eq!(hooks.values().sum::<usize>(), of_spec);
    for (container, stop) in spec.containers.iter().filter(|c| !with_hook(c)).zip(&stops) {
        assert_eq!((stop.container, stop.moment), (&*container.name, start_ends));
    }
    assert!(timeline.grace_period() >= Duration::from_secs(1));
}

#[test]
fn the_pictures_of_any_pod_are_well_formed_and_stable() {
    for spec in specs(600, 2) {
        let timeline = facts::timeline(&spec);
        let svg = timeline.to_svg();
        assert_eq!(svg, facts::timeline(&spec.clone()).to_svg());
        assert_xml(&svg);
        for step in timeline.start() {
            let shown = svg.matches("class=\"name\"").count();
            assert_eq!(shown, timeline.start().len(), "{step:?}");
        }
        let mermaid = timeline.to_mermaid();
        assert_eq!(mermaid, facts::timeline(&spec.clone()).to_mermaid());
        assert_mermaid(&mermaid, timeline.steps().len());
        assert_eq!(timeline.to_string().lines().count(), timeline.steps().len() + 2);
    }
}

/// Asserts that elements are closed in order, and that texts have no character that XML does not allow.
fn assert_xml(xml: &str) {
    let mut open = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        assert!(!text.contains('>'), "{text:?}");
        for entity in text.split('&').skip(1) {
            let entity = entity.split_once(';').unwrap().0;
            assert!(["amp", "lt", "gt", "quot"].contains(&entity), "{entity:?}");
        }
        let (tag, after) = tag[1..].split_once('>').unwrap();
        assert!(!tag.contains(['<', '&']) && tag.matches('"').count() % 2 == 0, "{tag:?}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        rest = after;
    }
    assert_eq!((open.is_empty(), rest), (true, "\n"));
    let is_allowed = |c: char| c == '\n' || !(c.is_control() || c == '\u{fffe}' || c == '\u{ffff}');
    assert!(xml.chars().all(is_allowed));
}

/// Asserts that each line is a node, an arrow between nodes, or a part, and that quotes hold nothing that ends them.
fn assert_mermaid(mermaid: &str, steps: usize) {
    let mut nodes = 0;
    let parts = ["flowchart LR", "subgraph start [\"Start\"]", "direction TB", "end", "start --> stop"];
    let is_node = |id: &str| {
        id.strip_prefix('s').is_some_and(|number| number.parse::<usize>().is_ok_and(|number| number < steps))
    };
    for line in mermaid.lines().map(str::trim) {
        if let Some((_, label)) = line.split_once("[\"").filter(|(id, _)| is_node(id)) {
            nodes += 1;
            let label = label.strip_suffix("\"]").unwrap().replacen("<br>", "", 1);
            assert!(!label.contains(['"', '<', '>', '&', '`', '[', '\\']), "{label:?}");
        } else if let Some((from, to)) = line.split_once(" --> ").filter(|_| line != "start --> stop") {
            assert!(from.split(" & ").chain([to]).all(is_node), "{line:?}");
        } else if let Some((from, to)) = line.split_once(" -->|\"") {
            let (condition, to) = to.split_once("\"| ").unwrap();
            assert!(!condition.contains(['"', '|', '<']), "{condition:?}");
            assert!(is_node(from) && to.split(" & ").all(is_node), "{line:?}");
        } else {
            assert!(parts.contains(&line) || line.starts_with("subgraph stop [\"Stop within "), "{line:?}");
        }
    }
    assert_eq!(nodes, steps);
}

#[test]
fn hooks_and_probes_have_their_times() {
    let spec = spec(json!({
        "terminationGracePeriodSeconds": 0,
        "initContainers": [
            {"name": "a", "restartPolicy": "Always", "startupProbe": {},
             "lifecycle": {"postStart": {"exec": {}}, "preStop": {"httpGet": {"port": 80, "path": "/drain"}}}},
            {"name": "b", "restartPolicy": "Always",
             "startupProbe": {"initialDelaySeconds": 3, "periodSeconds": 2, "failureThreshold": 30}},
        ],
        "containers": [
            {"name": "c", "startupProbe": {}, "lifecycle": {"postStart": {"sleep": {"seconds": 2}}}},
            {"name": "d", "lifecycle": {"preStop": {"sleep": {"seconds": 7}}}},
        ],
    }));
    let timeline = facts::timeline(&spec);
    assert_eq!(
        timeline.to_string(),
        "\
start:
1. sidecar a starts; its postStart hook ends (exec); its startup probe succeeds within 30 s
2. sidecar b starts; its startup probe succeeds within 63 s
3. container c starts; its postStart hook ends (sleep 2 s)
4. container d starts
stop, within 1 s:
5. container d runs its preStop hook (sleep 7 s)
5. sidecar a runs its preStop hook (GET /drain)
5. container c stops
6. container d stops
7. sidecar b stops
8. sidecar a stops
"
    );
    assert_eq!(
        timeline.to_mermaid(),
        "\
flowchart LR
    subgraph start [\"Start\"]
        direction TB
        s0[\"a<br>sidecar\"]
        s1[\"b<br>sidecar\"]
        s2[\"c<br>container\"]
        s3[\"d<br>container\"]
        s0 -->|\"postStart ends: exec#59; startup probe succeeds, at most 30 s\"| s1
        s1 -->|\"startup probe succeeds, at most 63 s\"| s2
        s2 -->|\"postStart ends: sleep 2 s\"| s3
    end
    subgraph stop [\"Stop within 1 s\"]
        direction TB
        s4[\"d<br>preStop: sleep 7 s\"]
        s5[\"a<br>preStop: GET /drain\"]
        s6[\"c<br>stops\"]
        s7[\"d<br>stops\"]
        s8[\"b<br>stops\"]
        s9[\"a<br>stops\"]
        s4 --> s7
        s6 & s7 --> s8
        s5 --> s9
        s8 --> s9
    end
    start --> stop
"
    );
    let hooks = timeline.stop().iter().filter_map(|step| match step.event {
        Event::PreStop(action) => Some((action, action.duration())),
        _ => None,
    });
    let hooks: Vec<_> = hooks.collect();
    let sleep = Duration::from_secs(7);
    assert_eq!(hooks, [(HookAction::Sleep(sleep), Some(sleep)), (HookAction::HttpGet("/drain"), None)]);
}

#[test]
fn facts_cross_threads() {
    fn crosses_threads<T: Send + Sync + Unpin + 'static>() {}
    crosses_threads::<Timeline<'static>>();
    crosses_threads::<Step<'static>>();
    crosses_threads::<facts::QosClass>();
}

#[test]
fn a_pod_without_containers_has_an_empty_timeline() {
    let spec = v1::PodSpec::default();
    let timeline = facts::timeline(&spec);
    assert!(timeline.steps().is_empty());
    assert_eq!(timeline.grace_period(), Duration::from_secs(30));
    assert_xml(&timeline.to_svg());
    assert_mermaid(&timeline.to_mermaid(), 0);
}

#[test]
fn a_long_name_is_cut_in_the_picture() {
    let spec = spec(json!({"containers": [{"name": "n".repeat(10_000)}]}));
    let svg = facts::timeline(&spec).to_svg();
    assert!(svg.contains(&format!(">{}\u{2026}</text>", "n".repeat(62))));
}

/// After a change that is meant: `cargo run --example timeline -- --svg > examples/timeline.svg`.
#[test]
fn the_example_prints_the_picture_beside_it() {
    let pod = example::pod().unwrap();
    let svg = facts::timeline(pod.spec.as_ref().unwrap()).to_svg();
    assert_eq!(svg, text_of("examples/timeline.svg"));
}
