//! Columns, the items in them, and the lines between neighbouring columns.

use std::collections::{BTreeMap, BTreeSet};

use super::{Direction, Plan};

/// A card, or a wire by which a line passes a column.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) card: Option<usize>,
    pub(super) column: usize,
    pub(super) band: usize,
    /// The size along the column.
    pub(super) cross: i64,
    /// The size from column to column.
    pub(super) main: i64,
    pub(super) center: i64,
    /// The items that lines lead to, in the column before and in the one after.
    pub(super) near: [Vec<usize>; 2],
    pub(super) ports: [Vec<usize>; 2],
}

/// A side of an item.
pub(super) const BEFORE: usize = 0;
pub(super) const AFTER: usize = 1;

/// The place where a line meets an item.
#[derive(Debug)]
pub(super) struct Port {
    pub(super) item: usize,
    pub(super) net: usize,
    /// The line that starts here. Otherwise lines end or pass here.
    pub(super) tie: Option<usize>,
    /// The room that the line and its words need before and after it.
    pub(super) room: [i64; 2],
    pub(super) at: i64,
}

/// The lines of one class that meet a card on one side.
#[derive(Debug, Default)]
pub(super) struct Net {
    ties: Vec<usize>,
    /// The side of the card.
    side: usize,
    /// The ports in each channel: those on its left side and those on its right side.
    pub(super) spans: BTreeMap<usize, [Vec<usize>; 2]>,
}

#[derive(Debug)]
pub(super) struct Board {
    pub(super) items: Vec<Item>,
    /// The items of each column, in order.
    pub(super) columns: Vec<Vec<usize>>,
    pub(super) ports: Vec<Port>,
    pub(super) nets: Vec<Net>,
    /// The port at which each line starts, and its net.
    pub(super) starts: Vec<(usize, usize)>,
    direction: Direction,
}

/// The room at both ends of a side of a card that has ports.
pub(super) const PAD: i64 = 6;
/// The size of a wire along its column.
const WIRE: i64 = 8;

impl Net {
    /// Returns the port that the lines of a channel lead to, of those of the channel.
    pub(super) fn inner(&self, [left, right]: &[Vec<usize>; 2]) -> Option<usize> {
        if self.side == BEFORE { right.first().copied() } else { left.first().copied() }
    }
}

impl Board {
    pub(super) fn of(plan: &Plan) -> Self {
        let used: BTreeSet<usize> = plan.cards.iter().map(|card| card.column).collect();
        let place: BTreeMap<usize, usize> =
            used.iter().enumerate().map(|(at, column)| (*column, at)).collect();
        let mut board = Self {
            items: Vec::new(),
            columns: vec![Vec::new(); used.len()],
            ports: Vec::new(),
            nets: Vec::new(),
            starts: vec![(0, 0); plan.ties.len()],
            direction: plan.direction,
        };
        for (at, card) in plan.cards.iter().enumerate() {
            let (main, cross) = match plan.direction {
                Direction::LeftToRight => (card.width, card.height),
                Direction::TopDown => (card.height, card.width),
            };
            let column = place.get(&card.column).copied().unwrap_or_default();
            board.add(Some(at), column, card.band, main, cross);
        }
        let mut nets: BTreeMap<(usize, usize, u8), Net> = BTreeMap::new();
        for (at, tie) in plan.ties.iter().enumerate() {
            let [from, to] = [tie.from, tie.to].map(|card| board.items[card].column);
            let side = if from < to { BEFORE } else { AFTER };
            nets.entry((tie.to, side, tie.class)).or_default().ties.push(at);
        }
        for ((target, side, _), net) in nets {
            board.connect(plan, target, side, net);
        }
        for item in &mut board.items {
            for ports in &item.ports {
                let needed: i64 = ports.iter().map(|port| board.ports[*port].room.iter().sum::<i64>()).sum();
                item.cross = item.cross.max(if item.card.is_some() { needed + 2 * PAD } else { 0 });
            }
        }
        board
    }

    fn add(&mut self, card: Option<usize>, column: usize, band: usize, main: i64, cross: i64) -> usize {
        let at = self.items.len();
        let (near, ports) = Default::default();
        self.items.push(Item { card, column, band, cross, main, center: 0, near, ports });
        self.columns[column].push(at);
        at
    }

    fn port(&mut self, item: usize, side: usize, net: usize, tie: Option<(usize, i64)>) -> usize {
        let at = self.ports.len();
        let room = match (self.direction, tie) {
            (Direction::LeftToRight, Some((_, 0))) => [6, 5],
            (Direction::LeftToRight, Some(_)) => [14, 4],
            (_, None) | (Direction::TopDown, Some((_, 0))) => [6, 6],
            (Direction::TopDown, Some((_, words))) => [6, words + 8],
        };
        self.ports.push(Port { item, net, tie: tie.map(|(tie, _)| tie), room, at: 0 });
        self.items[item].ports[side].push(at);
        at
    }

    /// Adds the ports and wires of the lines that meet a card.
    fn connect(&mut self, plan: &Plan, target: usize, side: usize, mut net: Net) {
        let id = self.nets.len();
        net.side = side;
        let to = self.items[target].column;
        let mut sources: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for tie in std::mem::take(&mut net.ties) {
            let from = plan.ties[tie].from;
            let column = self.items[from].column;
            let out = if side == BEFORE || column == to { AFTER } else { BEFORE };
            let port = self.port(from, out, id, Some((tie, plan.ties[tie].words)));
            self.starts[tie] = (port, id);
            sources.entry(column).or_default().push(port);
        }
        let entry = self.port(target, side, id, None);
        let band = self.items[target].band;
        // From the card outwards. `inner` is the port that the lines of a channel lead to.
        let mut inner = entry;
        let mut column = to;
        if side == AFTER {
            let same = sources.remove(&to).unwrap_or_default();
            net.spans.insert(to, [std::iter::once(entry).chain(same).collect(), Vec::new()]);
        }
        while !sources.is_empty() {
            let (channel, beyond) =
                if side == BEFORE { (column - 1, column - 1) } else { (column, column + 1) };
            let mut outer = sources.remove(&beyond).unwrap_or_default();
            let mut wire = None;
            if !sources.is_empty() {
                let item = self.add(None, beyond, band, 0, WIRE);
                let [near, far] = if side == BEFORE { [AFTER, BEFORE] } else { [BEFORE, AFTER] };
                outer.push(self.port(item, near, id, None));
                wire = Some(self.port(item, far, id, None));
            }
            self.neighbours(inner, &outer);
            let span = net.spans.entry(channel).or_default();
            if side == BEFORE {
                *span = [outer, vec![inner]];
            } else {
                if !span[0].contains(&inner) {
                    span[0].push(inner);
                }
                span[1] = outer;
            }
            inner = wire.unwrap_or(inner);
            column = beyond;
        }
        self.nets.push(net);
    }

    /// Returns the items of a column, those of each band apart.
    pub(super) fn runs(&self, column: usize) -> Vec<Vec<usize>> {
        let is_same = |one: &usize, other: &usize| self.items[*one].band == self.items[*other].band;
        self.columns[column].chunk_by(is_same).map(<[usize]>::to_vec).collect()
    }

    /// Notes which items of two columns a channel connects.
    fn neighbours(&mut self, inner: usize, outer: &[usize]) {
        let inner = self.ports[inner].item;
        for port in outer {
            let outer = self.ports[*port].item;
            let is_before = self.items[inner].column < self.items[outer].column;
            let [left, right] = if is_before { [inner, outer] } else { [outer, inner] };
            self.items[left].near[AFTER].push(right);
            self.items[right].near[BEFORE].push(left);
        }
    }
}
