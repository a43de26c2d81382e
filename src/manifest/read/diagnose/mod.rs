//! What is wrong with a text that is no YAML, and what to write.
//!
//! A parser notices many mistakes on a later line only. So the lines up to the place of the error are looked at one by one.

mod indentation;
mod line;
mod scan;

use super::problem::{Problem, ProblemKind};
use scan::{Cause, Suspect};

/// Returns a problem of the syntax with the line of the mistake and what to write, if they can be told.
pub(super) fn diagnose(text: &str, problem: Problem) -> Problem {
    let is_json = text.trim_start().starts_with('{') && !text.trim_start().starts_with("{{");
    if problem.kind != ProblemKind::Syntax || is_json {
        return problem;
    }
    let end = line_end(text, problem.span.start);
    // A parser may stop at the end of the line above.
    let suspects = scan::scan(text, line_end(text, end + 1));
    let first = |causes: &[Cause]| suspects.iter().find(|suspect| causes.contains(&suspect.cause));
    let suspect = first(&[Cause::Template])
        .or_else(|| first(&[Cause::Tab, Cause::WideSpace]))
        .or_else(|| first(&[Cause::OpenQuote, Cause::OpenBracket]))
        .or_else(|| suspects.iter().rev().find(|suspect| suspect.span.start <= end))
        .or_else(|| suspects.last());
    match suspect {
        Some(suspect) if problem.help.is_none() || suspect.cause == Cause::Template => told(suspect),
        _ => problem,
    }
}

fn line_end(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |end| from + end)
}

fn told(suspect: &Suspect) -> Problem {
    let problem = Problem::new(ProblemKind::Syntax, suspect.span.clone(), suspect.cause.message());
    match &suspect.help {
        Some(help) => problem.helped_by(&**help),
        None => problem,
    }
}
