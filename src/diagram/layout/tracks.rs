//! The tracks of each channel: lines that turn in a channel do so one beside the other.

use super::board::{AFTER, BEFORE, Board, Port};
use super::{Direction, Plan, int};

/// The distance of two tracks.
const TRACK: i64 = 10;
/// The room between the words and the tracks.
const PAD: i64 = 10;
/// The room for the point of an arrow.
const ARROW: i64 = 14;
/// The height of words.
const WORDS: i64 = 16;

/// Where columns and tracks are, from column to column.
#[derive(Debug)]
pub(super) struct Lanes {
    /// Where each column begins, and how wide it is.
    pub(super) columns: Vec<(i64, i64)>,
    /// The place of each net in each channel, if it turns there.
    pub(super) tracks: Vec<Vec<(usize, i64)>>,
    pub(super) end: i64,
}

impl Lanes {
    pub(super) fn track(&self, channel: usize, net: usize) -> Option<i64> {
        let tracks = self.tracks.get(channel)?;
        let at = tracks.binary_search_by_key(&net, |(net, _)| *net).ok()?;
        tracks.get(at).map(|(_, place)| *place)
    }
}

/// A net in a channel: the places of its ports on both sides.
struct Turn {
    net: usize,
    ends: [Vec<i64>; 2],
    low: i64,
    high: i64,
}

pub(super) fn assign(board: &Board, plan: &Plan) -> Lanes {
    let mut lanes = Lanes { columns: Vec::new(), tracks: Vec::new(), end: 0 };
    let mut at = 0;
    let widest_title = plan.bands.iter().flatten().copied().max().unwrap_or_default();
    let mut turns: Vec<Vec<Turn>> = board.columns.iter().map(|_| Vec::new()).collect();
    for (id, net) in board.nets.iter().enumerate() {
        for (channel, span) in &net.spans {
            let ends = span.clone().map(|ports| {
                let mut places: Vec<i64> = ports.iter().map(|port| board.ports[*port].at).collect();
                places.sort_unstable();
                places
            });
            let all = || ends.iter().flatten().copied();
            let (Some(low), Some(high)) = (all().min(), all().max()) else { continue };
            if low < high {
                turns[*channel].push(Turn { net: id, ends, low, high });
            }
        }
    }
    for (column, turns) in turns.into_iter().enumerate() {
        let items = || board.columns[column].iter().map(|item| &board.items[*item]);
        let mut main = items().map(|item| item.main).max().unwrap_or_default();
        if column == 0 && plan.direction == Direction::LeftToRight {
            main = main.max(widest_title);
        }
        lanes.columns.push((at, main));
        let next = board.columns.get(column + 1);
        let after = zone(plan, items().flat_map(|item| &item.ports[AFTER]).map(|port| &board.ports[*port]));
        let before = next.into_iter().flatten().flat_map(|item| &board.items[*item].ports[BEFORE]);
        let before = zone(plan, before.map(|port| &board.ports[*port]));
        let start = at + main;
        let (tracks, count) = spread_turns(turns);
        let first = start + after + PAD;
        let mut tracks: Vec<(usize, i64)> =
            tracks.into_iter().map(|(net, level)| (net, first + int(level) * TRACK)).collect();
        tracks.sort_unstable();
        let has_lines = after + before > 0 || !tracks.is_empty();
        at = start
            + match (next, has_lines) {
                (_, true) => after + PAD + int(count.saturating_sub(1)) * TRACK + PAD + before,
                (Some(_), false) => 2 * PAD,
                (None, false) => 0,
            };
        lanes.tracks.push(tracks);
    }
    lanes.end = at;
    lanes
}

/// Returns how much room words and the points of arrows need on a side of a channel.
fn zone<'p>(plan: &Plan, ports: impl Iterator<Item = &'p Port>) -> i64 {
    ports
        .map(|port| match (port.tie.and_then(|tie| plan.ties.get(tie)), plan.direction) {
            (None, _) => ARROW,
            (Some(tie), _) if tie.words == 0 => 0,
            (Some(tie), Direction::LeftToRight) => tie.words + 8,
            (Some(_), Direction::TopDown) => WORDS,
        })
        .max()
        .unwrap_or_default()
}

/// How often each turn is taken out and put where it crosses least.
const ROUNDS: usize = 2;

/// Gives each turn a track, so that turns that overlap have different ones and cross few lines.
fn spread_turns(mut turns: Vec<Turn>) -> (Vec<(usize, usize)>, usize) {
    turns.sort_by_key(|turn| (turn.is_down(), if turn.is_down() { -turn.low } else { turn.low }, turn.net));
    let mut order: Vec<usize> = Vec::with_capacity(turns.len());
    for round in 0..=ROUNDS {
        for at in 0..turns.len() {
            if round > 0 {
                order.retain(|other| *other != at);
            }
            let place = best_place(&turns, &order, at);
            order.insert(place, at);
        }
    }
    let turns: Vec<&Turn> = order.iter().map(|at| &turns[*at]).collect();
    let mut levels: Vec<usize> = Vec::with_capacity(turns.len());
    for (at, turn) in turns.iter().enumerate() {
        let before = turns.iter().zip(&levels).take(at);
        let level = before.filter(|(other, _)| turn.overlaps(other)).map(|(_, level)| level + 1).max();
        levels.push(level.unwrap_or_default());
    }
    let count = levels.iter().max().map_or(0, |level| level + 1);
    (turns.iter().map(|turn| turn.net).zip(levels).collect(), count)
}

/// Returns where a turn crosses least among others, in their order.
fn best_place(turns: &[Turn], order: &[usize], at: usize) -> usize {
    let turn = &turns[at];
    // The cost at the first place: everything is on the right of the turn.
    let mut cost: usize = order.iter().map(|other| turn.cost_left_of(&turns[*other])).sum();
    let mut best = (cost, 0);
    for (place, other) in order.iter().enumerate() {
        let other = &turns[*other];
        cost = cost - turn.cost_left_of(other) + other.cost_left_of(turn);
        // Among equals, the last place keeps the order of before.
        if cost <= best.0 {
            best = (cost, place + 1);
        }
    }
    best.1
}

/// Two lines end to end: the one from the left has to turn first.
const END_TO_END: usize = 1000;
/// The least distance of two lines on one track.
const CLEAR: i64 = 8;

impl Turn {
    fn overlaps(&self, other: &Self) -> bool {
        self.low < other.high + CLEAR && other.low < self.high + CLEAR
    }

    fn is_down(&self) -> bool {
        let middle = |ends: &[i64]| ends.get(ends.len() / 2).copied();
        middle(&self.ends[0]) < middle(&self.ends[1])
    }

    /// Counts what is crossed if this turns on the left of the other.
    fn cost_left_of(&self, other: &Self) -> usize {
        if !self.overlaps(other) {
            return 0;
        }
        // The lines of this on the right pass the other, and those of the other on the left pass this.
        let crossed =
            within(&self.ends[1], other.low, other.high) + within(&other.ends[0], self.low, self.high);
        let is_met = |place: &&i64| near(&other.ends[0], **place);
        crossed + END_TO_END * self.ends[1].iter().filter(is_met).count()
    }
}

fn within(places: &[i64], low: i64, high: i64) -> usize {
    let (from, to) = (places.partition_point(|at| *at <= low), places.partition_point(|at| *at < high));
    to.saturating_sub(from)
}

fn near(places: &[i64], place: i64) -> bool {
    places.get(places.partition_point(|at| *at < place - 3)).is_some_and(|at| *at <= place + 3)
}
