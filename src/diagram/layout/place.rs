//! Where items stand along their column.

use super::board::{AFTER, BEFORE, Board, Item};
use super::{Direction, FRAME, Plan, TITLE};

/// How often the items are drawn to their neighbours.
const ROUNDS: usize = 12;

/// Returns the least distance of the centers of two items that follow each other.
pub(super) fn gap(one: &Item, other: &Item) -> i64 {
    let between = match (one.card, other.card) {
        (Some(_), Some(_)) => 20,
        (None, None) => 4,
        _ => 12,
    };
    // The greater halves, so that sizes that are odd fit.
    (one.cross + 1) / 2 + (other.cross + 1) / 2 + between
}

/// Moves each item to the middle of its neighbours, as far as its column allows.
pub(super) fn settle(board: &mut Board) {
    let count = board.columns.len();
    for round in 0..ROUNDS {
        let sides: &[usize] = match (round % 2, round + 4 < ROUNDS) {
            (_, false) => &[BEFORE, AFTER],
            (0, true) => &[BEFORE],
            _ => &[AFTER],
        };
        for at in 0..count {
            let column = if round % 2 == 0 { at } else { count - 1 - at };
            for run in board.runs(column) {
                let wanted: Vec<(i64, i64)> = run
                    .iter()
                    .map(|item| {
                        let item = &board.items[*item];
                        let weight = if item.card.is_some() { 1 } else { 3 };
                        (item.middle(&board.items, sides).unwrap_or(item.center), weight)
                    })
                    .collect();
                let gaps = run.windows(2).map(|pair| match pair {
                    [one, other] => gap(&board.items[*one], &board.items[*other]),
                    _ => 0,
                });
                let gaps: Vec<i64> = gaps.collect();
                for (item, center) in run.iter().zip(spread(&wanted, &gaps)) {
                    board.items[*item].center = center;
                }
            }
        }
    }
}

/// Returns the numbers that are nearest to those wanted, with a weight each, and that keep the gaps between them.
pub(super) fn spread(wanted: &[(i64, i64)], gaps: &[i64]) -> Vec<i64> {
    // Without the gaps, the numbers are to rise: neighbours that do not are pooled.
    let mut pools: Vec<(i64, i64, usize)> = Vec::with_capacity(wanted.len());
    let mut offsets = Vec::with_capacity(wanted.len());
    let mut offset = 0;
    for (at, (number, weight)) in wanted.iter().enumerate() {
        if let Some(gap) = at.checked_sub(1).and_then(|before| gaps.get(before)) {
            offset += gap;
        }
        offsets.push(offset);
        let mut pool = ((number - offset) * weight, *weight, 1);
        while let Some(last) = pools.last()
            && last.0.div_euclid(last.1) >= pool.0.div_euclid(pool.1)
        {
            pool = (pool.0 + last.0, pool.1 + last.1, pool.2 + last.2);
            pools.pop();
        }
        pools.push(pool);
    }
    let flat =
        pools.iter().flat_map(|(sum, weight, count)| std::iter::repeat_n(sum.div_euclid(*weight), *count));
    flat.zip(offsets).map(|(number, offset)| number + offset).collect()
}

/// Puts the bands one after the other. Returns where each begins and ends, with its frame.
pub(super) fn stack_bands(board: &mut Board, plan: &Plan) -> Vec<Option<(i64, i64)>> {
    let mut extents: Vec<Option<(i64, i64)>> = vec![None; plan.bands.len()];
    for item in &board.items {
        let (low, high) = (item.center - item.cross / 2, item.center + item.cross - item.cross / 2);
        if let Some(extent) = extents.get_mut(item.band) {
            *extent = Some(extent.map_or((low, high), |(from, to)| (from.min(low), to.max(high))));
        }
    }
    let mut shifts = vec![0; extents.len()];
    let mut at = 0;
    for ((extent, shift), title) in extents.iter_mut().zip(&mut shifts).zip(&plan.bands) {
        let Some((low, high)) = *extent else { continue };
        let (mut before, mut after) = (0, 0);
        let mut size = high - low;
        if let Some(title) = title {
            (before, after) = (FRAME, FRAME);
            match plan.direction {
                Direction::LeftToRight => before = TITLE + 4,
                Direction::TopDown => size = size.max(*title),
            }
        }
        *shift = at + before - low;
        *extent = Some((at, at + before + size + after));
        at += before + size + after + FRAME;
    }
    for item in &mut board.items {
        item.center += shifts.get(item.band).copied().unwrap_or_default();
    }
    extents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_gaps_and_stay_near() {
        assert_eq!(spread(&[(0, 1), (100, 1)], &[10]), [0, 100]);
        assert_eq!(spread(&[(50, 1), (50, 1), (50, 1)], &[10, 20]), [36, 46, 66]);
        assert_eq!(spread(&[(50, 3), (50, 1)], &[20]), [45, 65]);
        assert_eq!(spread(&[(9, 1), (-9, 1), (100, 1)], &[2, 2]), [-1, 1, 100]);
        assert_eq!(spread(&[], &[]), [0; 0]);
    }
}
