//! Where lines meet their cards.

use std::collections::BTreeMap;

use super::board::{AFTER, BEFORE, Board, PAD};
use super::int;
use super::place::spread;

/// The least distance of two lines that come from both sides of a channel.
const APART: i64 = 4;
/// The room at both ends of a side that even a line that has been moved leaves.
const LEAST: i64 = 1;

/// Places the ports of each card opposite to what they lead to.
pub(super) fn place(board: &mut Board) {
    for item in &board.items {
        for port in item.ports.iter().flatten() {
            board.ports[*port].at = item.center;
        }
    }
    let ends = Ends::of(board);
    for side in [AFTER, BEFORE] {
        for column in 0..board.columns.len() {
            for at in 0..board.columns[column].len() {
                let item = board.columns[column][at];
                if board.items[item].card.is_some() {
                    place_side(board, &ends, item, side);
                }
            }
        }
    }
    keep_apart(board);
}

/// The ports that each port leads to in its channel.
struct Ends {
    of: Vec<Vec<usize>>,
}

impl Ends {
    fn of(board: &Board) -> Self {
        let mut of = vec![Vec::new(); board.ports.len()];
        for net in &board.nets {
            for span in net.spans.values() {
                let Some(inner) = net.inner(span) else { continue };
                for outer in span.iter().flatten().filter(|port| **port != inner) {
                    of[*outer].push(inner);
                    of[inner].push(*outer);
                }
            }
        }
        Self { of }
    }

    /// Returns the mean of what a port leads to.
    fn middle(&self, board: &Board, port: usize) -> i64 {
        let of = &self.of[port];
        let sum: i64 = of.iter().map(|other| board.ports[*other].at).sum();
        if of.is_empty() { board.ports[port].at } else { sum.div_euclid(int(of.len())) }
    }
}

fn place_side(board: &mut Board, ends: &Ends, item: usize, side: usize) {
    let item = &board.items[item];
    let (low, high) = edges(item.center, item.cross);
    let mut ports: Vec<(i64, usize)> =
        item.ports[side].iter().map(|port| (ends.middle(board, *port), *port)).collect();
    ports.sort_unstable();
    let wanted: Vec<(i64, i64)> = ports.iter().map(|(wanted, _)| (*wanted, 1)).collect();
    let gaps: Vec<i64> = ports
        .windows(2)
        .map(|pair| match pair {
            [(_, one), (_, other)] => board.ports[*one].room[1] + board.ports[*other].room[0],
            _ => 0,
        })
        .collect();
    let mut places = spread(&wanted, &gaps);
    // Both ends hold. The card is high enough for all.
    let room = |at: Option<&(i64, usize)>, end: usize| at.map_or(0, |(_, port)| board.ports[*port].room[end]);
    let mut least = low + PAD + room(ports.first(), 0);
    for (at, place) in places.iter_mut().enumerate() {
        least += at.checked_sub(1).and_then(|before| gaps.get(before)).copied().unwrap_or_default();
        *place = (*place).max(least);
    }
    let mut most = high - PAD - room(ports.last(), 1);
    for (at, place) in places.iter_mut().enumerate().rev() {
        *place = (*place).min(most);
        most -= at.checked_sub(1).and_then(|before| gaps.get(before)).copied().unwrap_or_default();
    }
    for ((_, port), place) in ports.into_iter().zip(places) {
        board.ports[port].at = place;
    }
}

/// Returns where a card begins and ends along its column.
pub(super) fn edges(center: i64, cross: i64) -> (i64, i64) {
    (center - cross / 2, center - cross / 2 + cross)
}

/// Moves lines that meet others of their channel end to end, as far as there is room: first those on the right, then those on
/// the left.
fn keep_apart(board: &mut Board) {
    for right in 1..board.columns.len() {
        let left = right - 1;
        move_apart(board, (left, AFTER), (right, BEFORE));
        move_apart(board, (right, BEFORE), (left, AFTER));
    }
}

/// Moves the ports of a side of a column away from those of the side opposite to it.
fn move_apart(board: &mut Board, opposite: (usize, usize), own: (usize, usize)) {
    let mut taken: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for item in &board.columns[opposite.0] {
        for port in &board.items[*item].ports[opposite.1] {
            taken.entry(board.ports[*port].at).or_default().push(board.ports[*port].net);
        }
    }
    let items = board.columns[own.0].iter().map(|item| &board.items[*item]);
    for item in items.filter(|item| item.card.is_some()) {
        let mut ports = item.ports[own.1].clone();
        ports.sort_by_key(|port| board.ports[*port].at);
        let (low, high) = edges(item.center, item.cross);
        for (at, port) in ports.iter().enumerate() {
            let own = &board.ports[*port];
            let least = match at.checked_sub(1).and_then(|before| ports.get(before)) {
                Some(before) => board.ports[*before].at + board.ports[*before].room[1] + own.room[0],
                None => low + LEAST + own.room[0],
            };
            let most = match ports.get(at + 1) {
                Some(next) => board.ports[*next].at - board.ports[*next].room[0] - own.room[1],
                None => high - LEAST - own.room[1],
            };
            let is_free = |place: i64| {
                let mut nets = taken.range(place - APART + 1..place + APART).flat_map(|(_, nets)| nets);
                nets.all(|net| *net == own.net)
            };
            let steps = (0..=4).flat_map(|step| [own.at + step * APART, own.at - step * APART]);
            let mut allowed = steps.filter(|place| (least..=most).contains(place));
            if let Some(free) = allowed.find(|place| is_free(*place)) {
                board.ports[*port].at = free;
            }
        }
    }
}
