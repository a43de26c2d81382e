use std::fmt;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, ProblemKind, ReadErrors};
use super::source::{Excerpt, Position, Source};
use super::spot::Spot;
use crate::masked::holds_secret;

/// [`ReadErrors`] with the lines of the file. [`ReadErrors::excerpts`] makes them.
#[derive(Debug)]
pub struct Excerpts<'a> {
    errors: &'a ReadErrors,
    renderer: Renderer,
}

impl<'a> Excerpts<'a> {
    pub(super) fn new(errors: &'a ReadErrors) -> Self {
        Self { errors, renderer: Renderer::plain() }
    }

    /// Adds the colours of a terminal.
    #[must_use]
    pub fn colored(mut self) -> Self {
        self.renderer = Renderer::styled();
        self
    }
}

impl fmt::Display for Excerpts<'_> {
    /// Writes the problems with an empty line between them. The text ends with a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hides_lines = self.errors.hides_lines || holds_secret(&self.errors.source.text);
        for (i, problem) in self.errors.list.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            let report = [report(&self.errors.source, problem, hides_lines)];
            writeln!(f, "{}", self.renderer.render(&report))?;
        }
        match self.errors.unreported {
            0 => Ok(()),
            more => writeln!(f, "\nand {more} more"),
        }
    }
}

fn report<'a>(source: &'a Source, problem: &'a Problem, hides_lines: bool) -> Group<'a> {
    let excerpt = source.excerpt(problem.span.clone(), problem.position.line());
    let note = problem.note.as_deref();
    let mut snippet = snippet(&excerpt);
    let mut elsewhere = None;
    if let Some(note) = note {
        let line = note.position.line();
        match source.excerpt(note.span.clone(), line).within(&excerpt) {
            Some(span) => snippet = snippet.annotation(AnnotationKind::Context.span(span).label(note.text)),
            None => elsewhere = Some(format!("{}: line {line}", note.text)),
        }
    }
    let level = if problem.kind == ProblemKind::Warning { Level::WARNING } else { Level::ERROR };
    let title = if problem.field.is_empty() {
        problem.message.to_string()
    } else {
        format!("{}: {}", problem.field, problem.message)
    };
    let group = Group::with_title(level.primary_title(title));
    let mut report = with_lines(group, source, problem.position(), hides_lines, excerpt.is_cut, snippet);
    if let Some(elsewhere) = elsewhere {
        report = report.element(Level::NOTE.message(elsewhere));
    }
    match &problem.help {
        Some(help) => report.element(Level::HELP.message(&**help)),
        None => report,
    }
}

/// Returns the lines of an excerpt, with its span marked.
fn snippet<'a>(excerpt: &Excerpt) -> Snippet<'a, Annotation<'a>> {
    Snippet::source(excerpt.text.clone())
        .line_start(excerpt.first_line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(excerpt.span.clone()))
}

/// Adds a place of a file, with its lines if they are to be shown.
fn with_lines<'a>(
    group: Group<'a>,
    source: &'a Source,
    position: Position,
    hides_lines: bool,
    is_cut: bool,
    snippet: Snippet<'a, Annotation<'a>>,
) -> Group<'a> {
    let file = if source.name.is_empty() { "<input>" } else { &source.name };
    let origin = Origin::path(file).line(position.line()).char_column(position.column());
    if source.text.is_empty() || hides_lines {
        group.element(origin)
    } else if is_cut {
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(file))
    }
}

/// Shows a message with the lines of the places that it is about. The text ends with a line break.
pub(crate) fn render(is_warning: bool, is_colored: bool, title: &str, spots: &[Spot], more: usize) -> String {
    let level = if is_warning { Level::WARNING } else { Level::ERROR };
    let mut group = Group::with_title(level.primary_title(title));
    for spot in spots {
        let excerpt = spot.source.excerpt(spot.span.clone(), spot.position().line());
        let snippet = snippet(&excerpt);
        group = with_lines(group, &spot.source, spot.position(), spot.hides_lines, excerpt.is_cut, snippet);
    }
    if more > 0 {
        group = group.element(Level::NOTE.message(format!("{more} more fields refer to it")));
    }
    let renderer = if is_colored { Renderer::styled() } else { Renderer::plain() };
    format!("{}\n", renderer.render(&[group]))
}
