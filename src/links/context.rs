//! What is known of a set, and what is found in it.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use super::doubts::Doubts;
use super::external::Externals;
use super::finding::{Place, Severity};
use super::grants::Grants;
use super::near::{offer, proposal};
use super::permissions::Permissions;
use super::pods::{PodIndex, Pods, Selected};
use super::providers::{Programs, Providers};
use super::reference::{Member, Missing, ObjectName, Outcome, Part, Reason, Reference, ResolvedBy, Target};
use super::replicas::Autoscalers;
use super::selector::Selector;
use super::set::{Entry, Set};
use crate::rules::catalog::Id;

/// What is known of a set.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) set: Set<'a>,
    pub(super) pods: PodIndex<'a>,
    pub(super) providers: Providers<'a>,
    pub(super) programs: Programs<'a>,
    pub(super) externals: Externals<'a>,
    pub(super) grants: Grants<'a>,
    pub(super) autoscalers: Autoscalers<'a>,
    pub(super) permissions: Permissions<'a>,
    pub(super) doubts: Doubts<'a>,
    /// A custom resource whose controller may make anything.
    pub(super) maker: Option<usize>,
    /// How many names may still be compared to propose another.
    pub(super) hints: Cell<usize>,
}

/// The most messages that propose a name, so that proposals take bounded time.
pub(super) const HINTS: usize = 100;

/// How serious something is, in a fragment and in a complete set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Levels {
    fragment: Option<Severity>,
    complete: Severity,
}

impl Levels {
    /// Tells whether a complete set is wrong.
    pub(super) fn is_violation(self) -> bool {
        self.complete == Severity::Violation
    }
}

/// A violation in every set.
pub(super) const PART: Levels = Levels { fragment: Some(Severity::Violation), complete: Severity::Violation };
/// A violation in a complete set.
pub(super) const WHOLE: Levels = Levels { fragment: None, complete: Severity::Violation };
/// A note in every set.
pub(super) const NOTE: Levels = Levels { fragment: Some(Severity::Note), complete: Severity::Note };
/// A note in a fragment, a violation in a complete set.
pub(super) const NOTE_THEN_VIOLATION: Levels =
    Levels { fragment: Some(Severity::Note), complete: Severity::Violation };
/// A note in a complete set.
pub(super) const WHOLE_NOTE: Levels = Levels { fragment: None, complete: Severity::Note };

/// A finding, before the completeness of the set is known.
#[derive(Clone, Debug)]
pub(super) struct Raised {
    pub(super) rule: Id,
    pub(super) places: Vec<Place>,
    pub(super) message: Box<str>,
    pub(super) fragment: Option<Severity>,
    pub(super) complete: Severity,
}

/// What is found in a set.
#[derive(Debug, Default)]
pub(super) struct Out {
    pub(super) references: Vec<Reference>,
    pub(super) raised: Vec<Raised>,
    /// Where the missing objects are in `raised`.
    missing: HashMap<(&'static str, ObjectName), usize>,
}

impl Out {
    pub(super) fn raise(
        &mut self,
        object: &Member,
        field: &str,
        rule: Id,
        levels: Levels,
        message: impl Into<String>,
    ) {
        let place = Place { object: object.clone(), field: field.into() };
        self.raise_at(vec![place], rule, levels, message);
    }

    /// Reports something that several fields show together.
    pub(super) fn raise_at(
        &mut self,
        places: Vec<Place>,
        rule: Id,
        levels: Levels,
        message: impl Into<String>,
    ) {
        let Levels { fragment, complete } = levels;
        self.raised.push(Raised { rule, places, message: message.into().into(), fragment, complete });
    }

    /// Reports a missing object once, with all that refer to it. `message` is asked for the first time only.
    pub(super) fn raise_missing(
        &mut self,
        object: &Member,
        field: &str,
        target: &ObjectName,
        rule: Id,
        severity: Severity,
        message: impl FnOnce() -> String,
    ) {
        let levels = Levels { fragment: None, complete: severity };
        self.raise_all(object, field, target, rule, levels, message);
    }

    /// Reports something about a target once, with all that refer to it.
    pub(super) fn raise_all(
        &mut self,
        object: &Member,
        field: &str,
        target: &ObjectName,
        rule: Id,
        levels: Levels,
        message: impl FnOnce() -> String,
    ) {
        let key = (rule.id(), target.clone());
        if let Some(raised) = self.missing.get(&key).and_then(|at| self.raised.get_mut(*at)) {
            raised.complete = raised.complete.min(levels.complete);
            raised.places.push(Place { object: object.clone(), field: field.into() });
            return;
        }
        self.missing.insert(key, self.raised.len());
        self.raise(object, field, rule, levels, message());
    }

    pub(super) fn refer(
        &mut self,
        from: &Member,
        field: impl Into<Box<str>>,
        target: Target,
        part: Option<Part>,
        outcome: Outcome,
    ) {
        self.references.push(Reference { from: from.clone(), field: field.into(), target, part, outcome });
    }

    /// Adds a reference to a part of the object itself. Returns whether the object has the part.
    pub(super) fn refer_inside(&mut self, from: &Member, field: &str, part: Part, has: bool) -> bool {
        let outcome =
            if has { Outcome::Resolved(ResolvedBy::Object) } else { Outcome::Dangling(Missing::Part) };
        self.refer(from, field, Target::Itself, Some(part), outcome);
        has
    }
}

impl<'a> Context<'a> {
    pub(super) fn entry(&self, at: usize) -> Option<&'a Entry> {
        self.set.entries.get(at)
    }

    /// Returns the name of the custom resource whose controller may make anything.
    pub(super) fn maker(&self) -> Option<&'a Arc<ObjectName>> {
        self.entry(self.maker?).map(|entry| entry.name.shared())
    }

    /// Returns `; did you mean "web"?`, if an object of the kind has a name that is near, or is made under one.
    pub(super) fn near(&self, group: &str, kind: &str, space: &str, name: &str) -> String {
        if self.may_hint() {
            let there = self.set.names(group, kind, space).iter().copied().map(Cow::from);
            proposal(name, there.chain(self.providers.names(kind, space, name)))
        } else {
            String::new()
        }
    }

    /// Returns `; did you mean app=web of Deployment "web"?`, if pods of the namespace have nearly the labels of a selector.
    pub(super) fn near_labels(&self, space: &str, selector: &Selector<'_>) -> String {
        let near = if self.may_hint() { self.pods.near(&self.set, space, selector) } else { None };
        let named = near.and_then(|(label, object)| Some((label, &self.entry(object)?.name)));
        named.map(|(label, object)| format!("; did you mean {label} of {object}?")).unwrap_or_default()
    }

    /// Returns `; it has "a", "b"`, perhaps with the name that is meant.
    pub(super) fn offer(&self, name: &str, offers: &[&str]) -> String {
        offer(name, offers, self.may_hint())
    }

    fn may_hint(&self) -> bool {
        let left = self.hints.get();
        self.hints.set(left.saturating_sub(1));
        left > 0
    }

    /// Tells whether pods may have other ports than they show: the object that makes them breaks rules there, or another one may
    /// make pods with their labels.
    pub(super) fn has_doubtful_ports(&self, pods: &Pods<'a>) -> bool {
        self.entry(pods.object).is_some_and(|entry| entry.doubts_containers(&["ports", "restartPolicy"]))
            || self.doubts.may_make_pods(pods.space)
    }

    /// Selects pods, and adds the reference. Without pods, the reason says who may make them.
    pub(super) fn select(
        &self,
        from: &Member,
        field: &str,
        space: &'a str,
        selector: &Selector<'_>,
        out: &mut Out,
    ) -> (Selected, Outcome) {
        let selected = self.pods.select(&self.set, space, selector);
        let outcome = if !selected.pods.is_empty() {
            Outcome::Resolved(ResolvedBy::Object)
        } else if let Some(reason) = self.externals.pods(selector, space) {
            Outcome::Unknown(reason)
        } else if !selected.is_whole {
            Outcome::Unknown(Reason::TooMany)
        } else if self.doubts.may_make_pods(space) {
            Outcome::Unknown(Reason::Opaque)
        } else if let Some(maker) = self.maker() {
            Outcome::Unknown(Reason::MadeByCustom(Arc::clone(maker)))
        } else if let Some(role) = self.permissions.maker_of_pods(space).and_then(|at| self.entry(at)) {
            Outcome::Unknown(Reason::MadeByRole(Arc::clone(role.name.shared())))
        } else if let Some(role) = self.labeller(space, selector) {
            Outcome::Unknown(Reason::LabelledByRole(Arc::clone(role.name.shared())))
        } else if self.pods.is_of_controller(selector) {
            Outcome::Unknown(Reason::Outside)
        } else {
            Outcome::Dangling(Missing::Object)
        };
        let target = Target::Selected {
            kind: "Pod".into(),
            selector: selector.text().into(),
            objects: Arc::clone(&selected.objects),
        };
        out.refer(from, field, target, None, outcome.clone());
        (selected, outcome)
    }

    /// Returns the role that lets a program set the labels that pods lack, if some of the namespace have the others.
    fn labeller(&self, space: &'a str, selector: &Selector<'_>) -> Option<&'a Entry> {
        let role = self.permissions.labeller_of_pods(space)?;
        self.pods.have_partly(&self.set, space, selector).then(|| self.entry(role))?
    }
}
