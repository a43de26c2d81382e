//! The places of everything, as `x` and `y`.

use super::board::{AFTER, BEFORE, Board};
use super::ports::edges;
use super::tracks::Lanes;
use super::{Direction, FRAME, Layout, MARGIN, Plan, Point, Rect, Route, TITLE};

pub(super) fn draw(board: &Board, plan: &Plan, bands: &[Option<(i64, i64)>], lanes: &Lanes) -> Layout {
    let has_frames = plan.bands.iter().any(Option::is_some);
    let strip = if has_frames && plan.direction == Direction::TopDown { TITLE - FRAME } else { 0 };
    let around = if has_frames { MARGIN + FRAME } else { MARGIN };
    let canvas = Canvas { direction: plan.direction, main: around + strip, cross: MARGIN };
    let mut cards = vec![Rect { x: 0, y: 0, width: 0, height: 0 }; plan.cards.len()];
    for item in &board.items {
        let (Some(card), Some((start, width))) = (item.card, lanes.columns.get(item.column)) else {
            continue;
        };
        let (low, _) = edges(item.center, item.cross);
        // Cards of a column are equally wide, and as high as they need.
        let main = if plan.direction == Direction::LeftToRight { *width } else { item.main };
        if let Some(rect) = cards.get_mut(card) {
            *rect = canvas.rect((*start, main), (low, item.cross));
        }
    }
    let frames = bands.iter().zip(&plan.bands).map(|(extent, title)| {
        let ((low, high), _) = ((*extent)?, (*title)?);
        let main = (-FRAME - strip, lanes.end + 2 * FRAME + strip);
        Some(canvas.rect(main, (low, high - low)))
    });
    let frames: Vec<Option<Rect>> = frames.collect();
    let routes = (0..plan.ties.len()).map(|tie| route(board, plan, lanes, &canvas, &cards, tie)).collect();
    let high = bands.iter().flatten().map(|(_, high)| *high).max().unwrap_or_default();
    let main = lanes.end + canvas.main + around;
    let cross = high + 2 * MARGIN;
    let (width, height) = canvas.turn(main, cross);
    Layout { width, height, cards, frames, routes }
}

/// Turns places along the two axes into `x` and `y`.
struct Canvas {
    direction: Direction,
    main: i64,
    cross: i64,
}

impl Canvas {
    fn turn(&self, main: i64, cross: i64) -> Point {
        match self.direction {
            Direction::LeftToRight => (main, cross),
            Direction::TopDown => (cross, main),
        }
    }

    fn point(&self, main: i64, cross: i64) -> Point {
        self.turn(main + self.main, cross + self.cross)
    }

    fn rect(&self, main: (i64, i64), cross: (i64, i64)) -> Rect {
        let (x, y) = self.point(main.0, cross.0);
        let (width, height) = self.turn(main.1, cross.1);
        Rect { x, y, width, height }
    }
}

/// Follows a line from its card to the end, and returns its corners in the other direction.
fn route(board: &Board, plan: &Plan, lanes: &Lanes, canvas: &Canvas, cards: &[Rect], tie: usize) -> Route {
    let (start, id) = board.starts[tie];
    let net = &board.nets[id];
    let item = &board.items[board.ports[start].item];
    let target = cards.get(plan.ties[tie].to);
    let goes_on = item.ports[AFTER].contains(&start);
    let source = cards.get(plan.ties[tie].from);
    let mut cross = board.ports[start].at;
    let mut points = vec![side_of(canvas, source, if goes_on { AFTER } else { BEFORE }, cross)];
    let mut channel = if goes_on { item.column } else { item.column.saturating_sub(1) };
    let mut enters = BEFORE;
    while let Some(span) = net.spans.get(&channel) {
        let Some(inner) = net.inner(span) else { break };
        let turned = board.ports[inner].at;
        if let Some(track) = lanes.track(channel, id) {
            points.push(canvas.point(track, cross));
            points.push(canvas.point(track, turned));
        }
        cross = turned;
        let reached = &board.items[board.ports[inner].item];
        enters = if reached.ports[BEFORE].contains(&inner) { BEFORE } else { AFTER };
        if reached.card.is_some() {
            break;
        }
        channel = if enters == BEFORE { channel + 1 } else { channel.saturating_sub(1) };
    }
    points.push(side_of(canvas, target, enters, cross));
    points.reverse();
    points.dedup();
    let (x, y) = points.last().copied().unwrap_or_default();
    let words = match (canvas.direction, goes_on) {
        (Direction::LeftToRight, true) => (x + 6, y - 4),
        (Direction::LeftToRight, false) => (x - 6, y - 4),
        (Direction::TopDown, true) => (x + 4, y + 12),
        (Direction::TopDown, false) => (x + 4, y - 5),
    };
    let words_end = canvas.direction == Direction::LeftToRight && !goes_on;
    Route { points: corners(points), words, words_end }
}

/// Returns where a line at a place along the column meets a side of a card.
fn side_of(canvas: &Canvas, card: Option<&Rect>, side: usize, cross: i64) -> Point {
    let Some(card) = card else { return (0, 0) };
    let is_far = side == AFTER;
    let (x, y) = canvas.point(0, cross);
    match canvas.direction {
        Direction::LeftToRight => (if is_far { card.x + card.width } else { card.x }, y),
        Direction::TopDown => (x, if is_far { card.y + card.height } else { card.y }),
    }
}

/// Leaves out the points at which a line does not turn.
fn corners(points: Vec<Point>) -> Vec<Point> {
    let mut corners: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if let [.., one, other] = corners[..]
            && ((one.0 == other.0 && other.0 == point.0) || (one.1 == other.1 && other.1 == point.1))
        {
            corners.pop();
        }
        corners.push(point);
    }
    corners
}
