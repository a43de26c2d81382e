use std::fmt;

use super::finding::{Finding, Place, SHOWN, Severity};
use crate::manifest::Position;
use crate::manifest::read::{Spot, render};

/// A [`Finding`] of a set that was read, with the position of each place.
///
/// `Display` writes the first position before the finding: `k8s/web.yaml:9:27: Pod "web" ..`. [`excerpts`](Self::excerpts) shows
/// the lines of the files too.
#[derive(Clone)]
pub struct LocatedFinding {
    finding: Finding,
    /// One for each place of the finding.
    spots: Vec<Spot>,
}

/// A place of a [`LocatedFinding`]: a field, and where it is in a file.
#[derive(Clone, Copy, Debug)]
pub struct LocatedPlace<'a> {
    place: &'a Place,
    spot: &'a Spot,
}

impl LocatedFinding {
    pub(super) fn new(finding: Finding, spots: Vec<Spot>) -> Self {
        Self { finding, spots }
    }

    /// Returns the finding, without positions.
    #[must_use]
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// Tells whether this is a violation or a note.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.finding.severity()
    }

    /// Returns the stable id, such as `link-key-missing`. [`LINKS`](super::LINKS) explains each id.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.finding.rule()
    }

    /// Returns what is wrong, and what to write instead.
    #[must_use]
    pub fn message(&self) -> &str {
        self.finding.message()
    }

    /// Returns the fields that refer to what is missing, with their positions.
    pub fn places(&self) -> impl Iterator<Item = LocatedPlace<'_>> {
        self.finding.places().iter().zip(&self.spots).map(|(place, spot)| LocatedPlace { place, spot })
    }

    /// Shows the finding with the lines of the files, as compilers do. The lines of a Secret are not shown.
    #[must_use]
    pub fn excerpts(&self) -> FindingExcerpts<'_> {
        FindingExcerpts { finding: self, is_colored: false }
    }
}

impl<'a> LocatedPlace<'a> {
    /// Returns the object and the field.
    #[must_use]
    pub fn place(&self) -> &'a Place {
        self.place
    }

    /// Returns the name of the file. It is empty unless [`Reader::named`](crate::manifest::Reader::named) has set it.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.spot.file()
    }

    /// Returns the position of the field, or of its innermost parent that exists.
    #[must_use]
    pub fn position(&self) -> Position {
        self.spot.position()
    }
}

impl fmt::Display for LocatedPlace<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file() {
            "" => write!(f, "{}: {}", self.position(), self.place),
            file => write!(f, "{file}:{}: {}", self.position(), self.place),
        }
    }
}

impl fmt::Display for LocatedFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.finding.write(f, self.places())
    }
}

impl fmt::Debug for LocatedFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A [`LocatedFinding`] with the lines of the files. [`LocatedFinding::excerpts`] makes it.
#[derive(Clone, Debug)]
pub struct FindingExcerpts<'a> {
    finding: &'a LocatedFinding,
    is_colored: bool,
}

impl FindingExcerpts<'_> {
    /// Adds the colours of a terminal.
    #[must_use]
    pub fn colored(mut self) -> Self {
        self.is_colored = true;
        self
    }
}

impl fmt::Display for FindingExcerpts<'_> {
    /// Writes the finding with the lines of its places, of nine at most. The text ends with a line break.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LocatedFinding { finding, spots } = self.finding;
        let title = match finding.places().first() {
            Some(place) => format!("{place}: {}", finding.message()),
            None => finding.message().to_owned(),
        };
        let shown = spots.get(..=SHOWN).unwrap_or(spots);
        let is_note = finding.severity() == Severity::Note;
        f.write_str(&render(is_note, self.is_colored, &title, shown, spots.len() - shown.len()))
    }
}
