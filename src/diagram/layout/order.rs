//! The order of the items in each column.

use super::board::{AFTER, BEFORE, Board};
use super::int;
use super::place::gap;

/// How often the columns are ordered by their neighbours.
const SWEEPS: usize = 24;

/// Orders each column by the columns beside it, to and fro, and keeps the order with the fewest crossings.
pub(super) fn improve(board: &mut Board) {
    for column in 0..board.columns.len() {
        let items = &board.items;
        board.columns[column].sort_by_key(|item| items[*item].band);
        pack(board, column);
    }
    let mut best = (crossings(board), board.columns.clone());
    for sweep in 0..SWEEPS {
        let count = board.columns.len();
        let side = if sweep % 2 == 0 { BEFORE } else { AFTER };
        for at in 0..count {
            let column = if side == BEFORE { at } else { count - 1 - at };
            sort(board, column, side, sweep >= SWEEPS / 2);
            pack(board, column);
        }
        let found = crossings(board);
        if found < best.0 {
            best = (found, board.columns.clone());
        }
        if found == 0 {
            break;
        }
    }
    board.columns = best.1;
    for column in 0..board.columns.len() {
        pack(board, column);
    }
}

/// Orders a column by the middle of the neighbours of each item. `with_both` looks at both columns beside it.
fn sort(board: &mut Board, column: usize, side: usize, with_both: bool) {
    let items = &board.items;
    let key = |item: &usize| {
        let item = &items[*item];
        let sides: &[usize] = if with_both { &[BEFORE, AFTER] } else { &[side] };
        let middle = item.middle(items, sides);
        (item.band, middle.unwrap_or(item.center))
    };
    board.columns[column].sort_by_key(key);
}

/// Places the items of each band of a column one after the other, around zero.
fn pack(board: &mut Board, column: usize) {
    for run in board.runs(column) {
        let mut at = 0;
        let mut before = None;
        for item in &run {
            at += before.map_or(0, |before| gap(&board.items[before], &board.items[*item]));
            board.items[*item].center = at;
            before = Some(*item);
        }
        for item in &run {
            board.items[*item].center -= at / 2;
        }
    }
}

/// Counts the crossings between each two neighbouring columns.
fn crossings(board: &Board) -> u64 {
    let mut place = vec![0; board.items.len()];
    for column in &board.columns {
        for (at, item) in column.iter().enumerate() {
            place[*item] = at;
        }
    }
    let mut count = 0;
    for pair in board.columns.windows(2) {
        let [left, right] = pair else { continue };
        let lines = left.iter().flat_map(|item| {
            let mut ends: Vec<usize> =
                board.items[*item].near[AFTER].iter().map(|near| place[*near]).collect();
            ends.sort_unstable();
            ends
        });
        count += inversions(lines, right.len());
    }
    count
}

/// Counts the pairs of which the former is greater than the latter. The numbers are below `bound`.
fn inversions(numbers: impl Iterator<Item = usize>, bound: usize) -> u64 {
    // A Fenwick tree of how often each number came.
    let mut tree = vec![0_u64; bound + 1];
    let (mut count, mut seen) = (0, 0);
    for number in numbers {
        let (mut at, mut not_greater) = (number + 1, 0);
        while at > 0 {
            not_greater += tree[at];
            at &= at - 1;
        }
        count += seen - not_greater;
        seen += 1;
        at = number + 1;
        while at <= bound {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    count
}

impl super::board::Item {
    /// Returns the mean of the centers of the neighbours on these sides.
    pub(super) fn middle(&self, items: &[Self], sides: &[usize]) -> Option<i64> {
        let near = || sides.iter().flat_map(|side| &self.near[*side]).map(|near| items[*near].center);
        let count = int(near().count());
        (count > 0).then(|| near().sum::<i64>().div_euclid(count))
    }
}

#[cfg(test)]
mod tests {
    use super::inversions;

    #[test]
    fn inversions_are_counted() {
        for numbers in [&[0, 1, 2][..], &[2, 1, 0], &[1, 1, 0, 3, 2, 0], &[]] {
            let slow = (0..numbers.len())
                .flat_map(|one| (one..numbers.len()).map(move |other| (one, other)))
                .filter(|(one, other)| numbers[*one] > numbers[*other])
                .count();
            assert_eq!(inversions(numbers.iter().copied(), 4), slow as u64, "{numbers:?}");
        }
    }
}
