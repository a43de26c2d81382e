//! Where cards, lines and words stand.
//!
//! Cards stand in columns. Lines run in the channels between columns, and pass a column on a wire, which takes a place in it
//! as a card does. Lines to one card share their last part, so a line never has two ends. Words stand where a line leaves its
//! card. All numbers are whole.
//!
//! Everything here is along two axes: `main` goes from column to column, `cross` along a column. [`arrange`] turns them into
//! `x` and `y`.

mod board;
mod order;
mod place;
mod ports;
mod route;
mod tracks;

use self::board::Board;
use super::Direction;

/// What is to be arranged.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    pub(super) direction: Direction,
    pub(super) cards: Vec<Card>,
    pub(super) ties: Vec<Tie>,
    /// For each band, the width of its title. Without one, the band has no frame.
    pub(super) bands: Vec<Option<i64>>,
}

/// A card, with the least size that it needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Card {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) column: usize,
    pub(super) band: usize,
}

/// A line from a card to another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Lines of different classes share nothing.
    pub(super) class: u8,
    /// The width of the words, or zero.
    pub(super) words: i64,
}

/// Where everything stands.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width: i64,
    pub(super) height: i64,
    pub(super) cards: Vec<Rect>,
    /// The frame of each band, if it has a title and a card.
    pub(super) frames: Vec<Option<Rect>>,
    pub(super) routes: Vec<Route>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) width: i64,
    pub(super) height: i64,
}

pub(super) type Point = (i64, i64);

/// The corners of a line, from the end to the start.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) points: Vec<Point>,
    /// The place of the words.
    pub(super) words: Point,
    /// Whether the words end there, and do not start there.
    pub(super) words_end: bool,
}

/// The height of a title of a frame, with the room around it.
pub(super) const TITLE: i64 = 26;
/// The room between a frame and what is in it.
const FRAME: i64 = 14;
/// The room around everything.
const MARGIN: i64 = 20;

/// Arranges cards and lines.
pub(super) fn arrange(plan: &Plan) -> Layout {
    let mut board = Board::of(plan);
    order::improve(&mut board);
    place::settle(&mut board);
    let bands = place::stack_bands(&mut board, plan);
    ports::place(&mut board);
    let lanes = tracks::assign(&board, plan);
    route::draw(&board, plan, &bands, &lanes)
}

/// Converts a count.
fn int(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
