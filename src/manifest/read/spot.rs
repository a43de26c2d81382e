use std::ops::Range;
use std::sync::Arc;

use super::document::Document;
use super::locate::locate;
use super::source::{Position, Positions, Source};
use crate::masked::holds_secret;

/// A field of a document, as a place in a file.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    pub(super) source: Arc<Source>,
    pub(super) span: Range<usize>,
    position: Position,
    /// Whether excerpts leave out the lines of the file.
    pub(super) hides_lines: bool,
}

impl Spot {
    /// Finds fields of documents. A field that is missing stands where its innermost parent that exists is.
    ///
    /// Each text is read once, however many of its fields are asked for.
    pub(crate) fn of_fields<'d>(fields: impl IntoIterator<Item = (&'d Document, &'d str)>) -> Vec<Self> {
        let mut spots: Vec<Self> = fields
            .into_iter()
            .map(|(document, field)| Self {
                span: locate(document.tree(), document.root(), field),
                source: Arc::clone(document.source()),
                position: Position { line: 1, column: 1 },
                hides_lines: false,
            })
            .collect();
        let mut order: Vec<usize> = (0..spots.len()).collect();
        order.sort_by_key(|at| (Arc::as_ptr(&spots[*at].source).addr(), spots[*at].span.start));
        let of_one_text =
            |one: &usize, other: &usize| Arc::ptr_eq(&spots[*one].source, &spots[*other].source);
        let texts: Vec<Vec<usize>> = order.chunk_by(of_one_text).map(<[usize]>::to_vec).collect();
        for text in texts {
            let Some(source) = text.first().map(|at| Arc::clone(&spots[*at].source)) else { continue };
            let hides_lines = holds_secret(&source.text);
            let mut positions = Positions::new(&source);
            for at in text {
                spots[at].position = positions.at(spots[at].span.start);
                spots[at].hides_lines = hides_lines;
            }
        }
        spots
    }

    /// Returns the name of the file. Empty if it is unknown.
    pub(crate) fn file(&self) -> &str {
        &self.source.name
    }

    pub(crate) fn position(&self) -> Position {
        self.position
    }
}
