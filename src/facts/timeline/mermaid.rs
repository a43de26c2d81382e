use std::fmt::{self, Write as _};

use super::{ContainerKind, Event, Span, Step, Timeline};
use crate::drawing::Mermaid;

/// Writes a flowchart with a part for the start and a part for the stop.
#[inline]
pub(super) fn write(timeline: &Timeline<'_>) -> String {
    let mut out = String::from("flowchart LR\n");
    // A `String` takes everything that is written to it.
    let _ = write_to(&mut out, timeline);
    out
}

#[inline]
fn write_to(out: &mut String, timeline: &Timeline<'_>) -> fmt::Result {
    out.write_str("    subgraph start [\"Start\"]\n        direction TB\n")?;
    for (id, step) in timeline.start().iter().enumerate() {
        write_node(out, id, step, &step.kind)?;
    }
    write_start_arrows(out, timeline.start())?;
    let grace = Span(timeline.grace_period());
    write!(out, "    end\n    subgraph stop [\"Stop within {grace}\"]\n        direction TB\n")?;
    let first = timeline.start().len();
    for (id, step) in (first..).zip(timeline.stop()) {
        match step.event {
            Event::PreStop(action) => write_node(out, id, step, &format_args!("preStop: {action}"))?,
            _ => write_node(out, id, step, &step.event)?,
        }
    }
    write_stop_arrows(out, first, timeline.stop())?;
    out.write_str("    end\n    start --> stop\n")
}

#[inline]
fn write_node(out: &mut String, id: usize, step: &Step<'_>, words: &dyn fmt::Display) -> fmt::Result {
    let (name, words) = (Mermaid(step.container), words.to_string());
    writeln!(out, "        s{id}[\"{name}<br>{}\"]", Mermaid(&words))
}

/// Writes what each step waits for: the last one of the moment before.
#[inline]
fn write_start_arrows(out: &mut String, steps: &[Step<'_>]) -> fmt::Result {
    let mut before: Option<(usize, &Step<'_>)> = None;
    let mut id = 0;
    for group in steps.chunk_by(|one, other| one.moment == other.moment) {
        if let Some((before, step)) = before {
            write!(out, "        s{before} -->|\"{}\"| ", Mermaid(&condition(step)))?;
            write_group(out, id..id + group.len())?;
            out.write_char('\n')?;
        }
        id += group.len();
        before = group.last().map(|last| (id - 1, last));
    }
    Ok(())
}

/// Says what has to happen in a step before the next one.
#[inline]
fn condition(step: &Step<'_>) -> String {
    match step.event {
        Event::Start { post_start, startup } => {
            let hook = post_start.map(|action| format!("postStart ends: {action}"));
            let probe = startup.map(|longest| format!("startup probe succeeds, at most {}", Span(longest)));
            let conditions: Vec<_> = hook.into_iter().chain(probe).collect();
            if conditions.is_empty() { "runs".to_owned() } else { conditions.join("; ") }
        }
        _ => "succeeds".to_owned(),
    }
}

/// Writes what each container waits for before it stops: its own hook, and a sidecar for what stops before it.
#[inline]
fn write_stop_arrows(out: &mut String, first: usize, steps: &[Step<'_>]) -> fmt::Result {
    // The hooks by the place of their container: there are as many places as steps of the start.
    let mut hooks = vec![None; first];
    let mut before: Vec<usize> = Vec::new();
    for (id, step) in (first..).zip(steps) {
        if matches!(step.event, Event::PreStop(_)) {
            if let Some(hook) = hooks.get_mut(step.place) {
                *hook = Some(id);
            }
            continue;
        }
        if let Some(Some(hook)) = hooks.get(step.place) {
            writeln!(out, "        s{hook} --> s{id}")?;
        }
        if step.kind == ContainerKind::Sidecar {
            if !before.is_empty() {
                out.write_str("        ")?;
                write_group(out, before.drain(..))?;
                writeln!(out, " --> s{id}")?;
            }
            before.clear();
        }
        before.push(id);
    }
    Ok(())
}

fn write_group(out: &mut String, ids: impl Iterator<Item = usize>) -> fmt::Result {
    for (i, id) in ids.enumerate() {
        out.write_str(if i == 0 { "" } else { " & " })?;
        write!(out, "s{id}")?;
    }
    Ok(())
}
