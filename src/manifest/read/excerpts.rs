use std::fmt;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::problem::{Problem, ProblemKind, ReadErrors};
use super::source::Source;
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
    let mut snippet = Snippet::source(excerpt.text.clone())
        .line_start(excerpt.first_line)
        .fold(false)
        .annotation(AnnotationKind::Primary.span(excerpt.span.clone()));
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
    let file = if source.name.is_empty() { "<input>" } else { &source.name };
    let position = problem.position();
    let origin = Origin::path(file).line(position.line()).char_column(position.column());
    let title = level.primary_title(title);
    let mut report = if source.text.is_empty() || hides_lines {
        title.element(origin)
    } else if excerpt.is_cut {
        title.element(origin).element(snippet)
    } else {
        title.element(snippet.path(file))
    };
    if let Some(elsewhere) = elsewhere {
        report = report.element(Level::NOTE.message(elsewhere));
    }
    match &problem.help {
        Some(help) => report.element(Level::HELP.message(&**help)),
        None => report,
    }
}
