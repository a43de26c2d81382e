//! Disruption budgets: the pods that they protect, and how many of them may be evicted.

use std::collections::HashMap;
use std::rc::Rc;

use k8s_openapi::serde_json::Value;

use super::catalog as rule;
use super::context::{Context, Levels, NOTE, Out, PART, WHOLE, WHOLE_NOTE};
use super::known;
use super::pods::Selected;
use super::policies::Selection;
use super::replicas::Replicas;
use super::selector::Selector;
use super::set::{Entry, Found};
use super::tree::get;

/// What is known of the pods that budgets select.
#[derive(Debug, Default)]
pub(super) struct Budgets<'a> {
    counted: HashMap<(&'a str, String), Rc<Counted<'a>>>,
    /// The first budget of pods.
    budget_of: HashMap<u32, usize>,
}

/// The pods that a budget selects.
#[derive(Debug, Default)]
struct Counted<'a> {
    /// The pods of workloads that can be scaled, at least.
    scaled: u64,
    /// Pods that no controller has.
    bare: u64,
    /// The first object whose pods the disruption controller cannot count.
    scaleless: Option<&'a Entry>,
    /// The first object.
    first: Option<&'a Entry>,
    objects: usize,
    autoscaler: Option<&'a Entry>,
    is_unknown: bool,
}

/// An amount of pods: a number or a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Amount {
    Number(u64),
    Percent(u64),
}

impl Amount {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => text.strip_suffix('%')?.parse().ok().map(Self::Percent),
            _ => value.as_u64().map(Self::Number),
        }
    }

    /// Returns the number of pods. A percentage is rounded up, as the disruption controller does.
    fn of_pods(self, pods: u64) -> u64 {
        match self {
            Self::Number(number) => number,
            Self::Percent(percent) => percent.saturating_mul(pods).div_ceil(100),
        }
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

impl<'a> Budgets<'a> {
    /// Links a `PodDisruptionBudget` with the pods that it protects.
    pub(super) fn link(&mut self, cx: &Context<'a>, position: usize, entry: &'a Entry, out: &mut Out) {
        let field = "spec.selector";
        let Some(selector) = get(&entry.value, field).map(Selector::of) else { return };
        let found = Selection { field, rule: rule::PODS_MISSING, levels: WHOLE };
        let space = cx.set.space(position);
        let selected = if selector.is_empty() {
            // It selects all pods of the namespace.
            Some(cx.pods.select(&cx.set, space, &selector))
        } else {
            found.select(cx, position, entry, &selector, out)
        };
        let Some(selected) = selected.filter(|selected| !selected.pods.is_empty()) else { return };
        // A label that a controller adds is of one pod, or of one revision.
        let keys = selector.pairs.iter().map(|(key, _)| *key);
        let mut keys = keys.chain(selector.expressions.iter().map(|expression| expression.key));
        let is_of_each = !keys.any(known::is_added_label);
        let name = &entry.name;
        let is_once = matches!(cx.set.find(&name.group, &name.kind, space, &name.name), Some(Found::Once(_)));
        if is_of_each && is_once {
            self.require_one_budget(cx, position, entry, &selected, out);
        }
        self.require_eviction(cx, entry, space, &selector, &selected, is_of_each, out);
    }

    /// Reports pods that another budget has too: the eviction API refuses them.
    fn require_one_budget(
        &mut self,
        cx: &Context<'a>,
        position: usize,
        entry: &Entry,
        selected: &Selected,
        out: &mut Out,
    ) {
        for at in selected.pods.iter() {
            cx.set.step();
            let first = *self.budget_of.entry(*at).or_insert(position);
            if first == position {
                continue;
            }
            let pods = cx.pods.at(std::slice::from_ref(at)).next().and_then(|pods| cx.entry(pods.object));
            let (Some(pods), Some(first)) = (pods, cx.entry(first)) else { return };
            if pods.doubts_labels_of_pods() || first.doubts("spec.selector") {
                continue;
            }
            let message = format!(
                "selects the pods of {}, as {} does: no pod of two budgets can be evicted; let one of them select others",
                pods.name, first.name
            );
            out.raise(&entry.name, "spec.selector", rule::BUDGETS_OVERLAP, PART, message);
            return;
        }
    }

    /// Reports a budget under which no pod can ever be evicted.
    #[expect(clippy::too_many_arguments, reason = "each is known of one budget")]
    fn require_eviction(
        &mut self,
        cx: &Context<'a>,
        entry: &Entry,
        space: &'a str,
        selector: &Selector<'_>,
        selected: &Selected,
        is_of_each: bool,
        out: &mut Out,
    ) {
        let amount = |field| get(&entry.value, field).filter(|value| !value.is_null());
        let (field, value) = match (amount("spec.minAvailable"), amount("spec.maxUnavailable")) {
            (Some(value), None) => ("minAvailable", value),
            (None, Some(value)) => ("maxUnavailable", value),
            (None, None) => {
                let message = "has neither minAvailable nor maxUnavailable, so no pod can be evicted and a drain waits for ever; \
                               write maxUnavailable: 1";
                out.raise(&entry.name, "spec", rule::BUDGET_BLOCKS, NOTE, message);
                return;
            }
            (Some(_), Some(_)) => return,
        };
        let Some(amount) = Amount::of(value) else { return };
        let is_least = field == "minAvailable";
        let counted = self.count(cx, space, selector, selected);
        if counted.objects > 0
            && counted.scaled + counted.bare == 0
            && counted.scaleless.is_none()
            && !counted.is_unknown
        {
            // There is nothing to evict.
            return;
        }
        let advice = if is_least { "write maxUnavailable: 1, or more replicas" } else { "write 1" };
        let path = format!("spec.{field}");
        let certain = match amount {
            Amount::Number(0) | Amount::Percent(0) => !is_least,
            Amount::Percent(100..) => is_least,
            _ => false,
        };
        if certain {
            let message = format!("{amount} lets no pod be evicted, so a drain waits for ever; {advice}");
            out.raise(&entry.name, &path, rule::BUDGET_BLOCKS, NOTE, message);
            return;
        }
        let needs_scale = !is_least || matches!(amount, Amount::Percent(_));
        if let (Some(scaleless), true) = (counted.scaleless, needs_scale) {
            let message = format!(
                "the disruption controller cannot count the pods of {}, so no pod can be evicted; \
                 write minAvailable as a number, or select other pods",
                scaleless.name
            );
            out.raise(&entry.name, &path, rule::BUDGET_BLOCKS, NOTE, message);
            return;
        }
        let Some(levels) = counted.levels(cx, selector, space) else { return };
        if !is_of_each || !selected.is_whole || counted.is_unknown || counted.scaleless.is_some() {
            return;
        }
        let pods = if needs_scale { counted.scaled } else { counted.scaled + counted.bare };
        let message = if needs_scale && pods == 0 {
            format!(
                "no controller has the pods of {}, so none of them can be evicted; write minAvailable as a number",
                counted.shown()
            )
        } else if is_least && amount.of_pods(pods) >= pods {
            format!(
                "{amount} of {} lets none be evicted, so a drain waits for ever; {advice}",
                counted.shown_with(pods)
            )
        } else {
            return;
        };
        out.raise(&entry.name, &path, rule::BUDGET_BLOCKS, levels, message);
    }

    fn count(
        &mut self,
        cx: &Context<'a>,
        space: &'a str,
        selector: &Selector<'_>,
        selected: &Selected,
    ) -> Rc<Counted<'a>> {
        let key = (space, selector.text());
        if let Some(counted) = self.counted.get(&key) {
            return Rc::clone(counted);
        }
        let mut counted = Counted::default();
        for pods in cx.pods.at(&selected.pods) {
            let Some(entry) = cx.entry(pods.object) else { continue };
            counted.first = counted.first.or(Some(entry));
            counted.objects += 1;
            if pods.spec.is_none() {
                counted.is_unknown = true;
                continue;
            }
            match cx.autoscalers.replicas(&cx.set, pods.object, entry) {
                Replicas::Fixed(pods) => counted.scaled = counted.scaled.saturating_add(pods),
                Replicas::Scaled { least, by, .. } => {
                    counted.scaled = counted.scaled.saturating_add(least);
                    counted.autoscaler = counted.autoscaler.or(Some(by));
                }
                Replicas::Daemons | Replicas::Runs => counted.scaleless = counted.scaleless.or(Some(entry)),
                Replicas::Bare => counted.bare += 1,
                Replicas::Unknown => counted.is_unknown = true,
            }
        }
        let counted = Rc::new(counted);
        self.counted.insert(key, Rc::clone(&counted));
        counted
    }
}

impl Counted<'_> {
    /// Returns how sure the number of pods is. Pods that carry the labels by which one workload selects are its own, so no other
    /// object can add to them.
    fn levels(&self, cx: &Context<'_>, selector: &Selector<'_>, space: &str) -> Option<Levels> {
        if cx.externals.pods(selector, space).is_some() {
            return None;
        }
        let own = self.first.filter(|_| self.objects == 1).and_then(|it| get(&it.value, "spec.selector"));
        let is_own = own.is_some_and(|own| {
            let labels = get(own, "matchLabels").and_then(Value::as_object);
            labels.is_some_and(|labels| {
                let demands = |(key, value): (&String, &Value)| {
                    selector.pairs.iter().any(|(name, wanted)| name == key && value.as_str() == Some(wanted))
                };
                !labels.is_empty() && labels.iter().all(demands)
            })
        });
        match (is_own, cx.maker) {
            (true, _) => Some(NOTE),
            (false, None) => Some(WHOLE_NOTE),
            (false, Some(_)) => None,
        }
    }

    fn shown(&self) -> String {
        let first = self.first.map(|entry| entry.name.to_string()).unwrap_or_default();
        match self.objects {
            0 | 1 => first,
            more => format!("{first} and {} more", more - 1),
        }
    }

    fn shown_with(&self, pods: u64) -> String {
        let number = if pods == 1 { "1 pod".to_owned() } else { format!("{pods} pods") };
        match self.autoscaler {
            Some(by) => format!("the {number} of {} that {} keeps at least", self.shown(), by.name),
            None => format!("the {number} of {}", self.shown()),
        }
    }
}
