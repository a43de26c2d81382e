use std::fmt::{self, Write as _};

use super::{ContainerKind, Event, HookAction, Span, Step, Timeline};
use crate::drawing::Xml;

const COLUMN: usize = 100;
const RUN: usize = 64;
const ROW: usize = 46;
const BAR: usize = 24;
/// The space between a bar and the lines around it.
const INSET: usize = 4;
const TOP: usize = 58;
const MARGIN: usize = 20;
/// The width of a character of a name.
const NAME_CHAR: usize = 8;
/// The most characters of a name that are shown. A container has at most 63.
const NAME_MAX: usize = 63;
/// The most characters that fit into a column.
const WORDS_MAX: usize = 15;

const STYLE: &str = "\
text { font: 11px system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif; fill: #1f2937 }
.name { font: 600 13px ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace }
.small { fill: #6b7280 }
.part { font-weight: 600; font-size: 12px }
.on, .number { text-anchor: middle }
.card { fill: #ffffff; stroke: #d1d5db }
.band { fill: #f3f4f6 }
.grid { stroke: #d1d5db; stroke-dasharray: 2 3 }
.init { fill: #fcd34d; stroke: #b45309 }
.sidecar { fill: #5eead4; stroke: #0f766e }
.main { fill: #93c5fd; stroke: #1d4ed8 }
.starting { fill-opacity: 0.4; stroke-dasharray: 4 2 }
.hook { fill: #fdba74; stroke: #c2410c }
.stop { fill: #e5e7eb; stroke: #4b5563 }
";

/// Writes a row for each container, and a column for each moment.
#[inline]
pub(super) fn write(timeline: &Timeline<'_>) -> String {
    let mut out = String::new();
    // A `String` takes everything that is written to it.
    let _ = Picture::of(timeline).write(&mut out);
    out
}

/// The places of everything.
struct Picture<'a, 'p> {
    timeline: &'a Timeline<'p>,
    /// The number of moments of the start.
    starts: usize,
    /// The number of moments.
    moments: usize,
    left: usize,
}

impl<'a, 'p> Picture<'a, 'p> {
    #[inline]
    fn of(timeline: &'a Timeline<'p>) -> Self {
        let after = |steps: &[Step<'_>]| steps.last().map_or(0, |step| step.moment + 1);
        let longest = timeline.start().iter().map(|step| step.container.chars().take(NAME_MAX).count()).max();
        let names = longest.unwrap_or(0) * NAME_CHAR;
        Self {
            timeline,
            starts: after(timeline.start()),
            moments: after(timeline.steps()),
            left: 2 * MARGIN + names.max(84),
        }
    }

    /// Returns where a moment of the start begins.
    #[inline]
    fn x(&self, moment: usize) -> usize {
        self.left + moment * COLUMN
    }

    /// Returns where a moment of the stop begins. All containers run between the start and the stop.
    #[inline]
    fn x_of_stop(&self, moment: usize) -> usize {
        self.left + moment * COLUMN + RUN
    }

    #[inline]
    fn y(place: usize) -> usize {
        TOP + place * ROW
    }

    #[inline]
    fn write(&self, out: &mut String) -> fmt::Result {
        let right = self.x_of_stop(self.moments);
        let bottom = Self::y(self.timeline.start().len());
        let (width, height) = (right + MARGIN, bottom + 30);
        writeln!(
            out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">"
        )?;
        out.write_str("<title>When the containers of the pod start and stop</title>\n")?;
        write!(out, "<desc>{}</desc>\n<style>\n{STYLE}</style>\n", Xml(&self.timeline.to_string()))?;
        writeln!(
            out,
            "<rect class=\"card\" x=\"0.5\" y=\"0.5\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
            width - 1,
            height - 1
        )?;
        self.write_parts(out, bottom)?;
        let mut moments = vec![None; self.timeline.start().len()];
        for step in self.timeline.stop().iter().filter(|step| step.event == Event::Stop) {
            if let Some(moment) = moments.get_mut(step.place) {
                *moment = Some(step.moment);
            }
        }
        for (step, stops_in) in self.timeline.start().iter().zip(moments) {
            self.write_row(out, step, stops_in)?;
        }
        for step in self.timeline.stop() {
            self.write_stop(out, step)?;
        }
        let y = bottom + 18;
        writeln!(out, "<text class=\"small\" x=\"{MARGIN}\" y=\"{y}\">Times are not to scale.</text>\n</svg>")
    }

    /// Writes the heads of the columns, and the lines between them.
    #[inline]
    fn write_parts(&self, out: &mut String, bottom: usize) -> fmt::Result {
        let (run, stop) = (self.x(self.starts), self.x_of_stop(self.starts));
        let end = self.x_of_stop(self.moments);
        let grace = format!("Stop, within {}", Span(self.timeline.grace_period()));
        let height = bottom - 12;
        for (from, to, words) in [(self.left, run, "Start"), (run, stop, "Run"), (stop, end, &grace)] {
            if to > from {
                let (width, x) = (to - from - 4, from + 8);
                writeln!(
                    out,
                    "<rect class=\"band\" x=\"{}\" y=\"12\" width=\"{width}\" height=\"{height}\" rx=\"4\"/>",
                    from + 2
                )?;
                writeln!(out, "<text class=\"part\" x=\"{x}\" y=\"28\">{words}</text>")?;
            }
        }
        for moment in 0..self.moments {
            let x = if moment < self.starts { self.x(moment) } else { self.x_of_stop(moment) };
            let middle = x + COLUMN / 2;
            writeln!(out, "<text class=\"small number\" x=\"{middle}\" y=\"46\">{}</text>", moment + 1)?;
            if moment != 0 && moment != self.starts {
                writeln!(out, "<path class=\"grid\" d=\"M{x} 36V{bottom}\"/>")?;
            }
        }
        Ok(())
    }

    /// Writes the name of a container, and its time until it gets the signal to stop.
    #[inline]
    fn write_row(&self, out: &mut String, step: &Step<'_>, stops_in: Option<usize>) -> fmt::Result {
        let y = Self::y(step.place);
        let mut name: String = step.container.chars().take(NAME_MAX).collect();
        if name.len() < step.container.len() {
            name.pop();
            name.push('\u{2026}');
        }
        writeln!(
            out,
            "<text class=\"name\" x=\"{MARGIN}\" y=\"{}\">{}</text>\n<text class=\"small\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
            y + 19,
            Xml(&name),
            y + 34,
            step.kind,
        )?;
        let class = class(step.kind);
        let (from, next) = (self.x(step.moment), self.x(step.moment + 1));
        let Event::Start { post_start, startup } = step.event else {
            return write_bar(out, class, (from, next), y, "must succeed");
        };
        let waits = match (post_start, startup) {
            (Some(_), Some(_)) => Some("hook, probe".to_owned()),
            (None, Some(longest)) => Some(format!("probe \u{2264} {}", Span(longest))),
            (Some(action), None) => Some(hook_words("postStart", action)),
            (None, None) => None,
        };
        let running = if waits.is_some() { next } else { from };
        if let Some(words) = waits {
            write_bar(out, &format!("{class} starting"), (from, next), y, &words)?;
        }
        let end = self.x_of_stop(stops_in.unwrap_or(self.starts));
        write_rect(out, class, (running, end), y)?;
        write_words(out, (self.x(self.starts), self.x_of_stop(self.starts)), y, "runs")
    }

    /// Writes the bar of a step of the stop. The signal to stop ends the bar of the container.
    #[inline]
    fn write_stop(&self, out: &mut String, step: &Step<'_>) -> fmt::Result {
        let y = Self::y(step.place);
        let (from, next) = (self.x_of_stop(step.moment), self.x_of_stop(step.moment + 1));
        if let Event::PreStop(action) = step.event {
            return write_bar(out, "hook", (from, next), y, &hook_words("preStop", action));
        }
        write_bar(out, "stop", (from, next), y, "stops")
    }
}

#[inline]
const fn class(kind: ContainerKind) -> &'static str {
    match kind {
        ContainerKind::Init => "init",
        ContainerKind::Sidecar => "sidecar",
        ContainerKind::Main => "main",
    }
}

#[inline]
fn hook_words(hook: &str, action: HookAction<'_>) -> String {
    match action {
        HookAction::Sleep(duration) => format!("{hook} {}", Span(duration)),
        HookAction::Exec => format!("{hook} exec"),
        HookAction::HttpGet(_) => format!("{hook} GET"),
        HookAction::Other => hook.to_owned(),
    }
}

/// Writes a bar with words in its middle.
#[inline]
fn write_bar(out: &mut String, class: &str, x: (usize, usize), row: usize, words: &str) -> fmt::Result {
    write_rect(out, class, x, row)?;
    write_words(out, x, row, words)
}

#[inline]
fn write_rect(out: &mut String, class: &str, (from, to): (usize, usize), row: usize) -> fmt::Result {
    let (x, y, width) = (from + INSET, row + (ROW - BAR) / 2, to.saturating_sub(from + 2 * INSET));
    writeln!(out, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" rx=\"3\"/>")
}

/// Writes words in the middle of a bar. They are cut if they are too long for it.
#[inline]
fn write_words(out: &mut String, (from, to): (usize, usize), row: usize, words: &str) -> fmt::Result {
    let words: String = words.chars().take(WORDS_MAX).collect();
    let (middle, y) = (from + to.saturating_sub(from) / 2, row + (ROW - BAR) / 2 + 16);
    writeln!(out, "<text class=\"on\" x=\"{middle}\" y=\"{y}\">{}</text>", Xml(&words))
}
