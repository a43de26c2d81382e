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
    let line_end = text.get(problem.span.start..).and_then(|rest| rest.find('\n'));
    let end = line_end.map_or(text.len(), |end| problem.span.start + end);
    let suspects = scan::scan(text, end);
    let first = |causes: &[Cause]| suspects.iter().find(|suspect| causes.contains(&suspect.cause));
    let suspect = first(&[Cause::Template])
        .or_else(|| first(&[Cause::Tab, Cause::WideSpace]))
        .or_else(|| first(&[Cause::OpenQuote, Cause::OpenBracket]))
        .or_else(|| suspects.last());
    match suspect {
        Some(suspect) if problem.help.is_none() || suspect.cause == Cause::Template => told(suspect),
        _ => problem,
    }
}

fn told(suspect: &Suspect) -> Problem {
    let problem = Problem::new(ProblemKind::Syntax, suspect.span.clone(), suspect.cause.message());
    match &suspect.help {
        Some(help) => problem.helped_by(&**help),
        None => problem,
    }
}
