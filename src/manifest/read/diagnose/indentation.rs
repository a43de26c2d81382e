//! The columns at which keys and list items may stand.

/// The open maps and lists above a line.
#[derive(Debug, Default)]
pub(super) struct Levels {
    open: Vec<Level>,
    /// Whether the line above is a key or a dash without a value.
    pub(super) is_open: bool,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    column: usize,
    is_list: bool,
    /// Where its first line begins, and how many lines it has.
    start: usize,
    lines: usize,
}

/// Which line is indented wrongly: the one that was added, or an earlier one that begins at a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    Here,
    At(usize),
}

impl Levels {
    /// Returns the column of the innermost map or list.
    pub(super) fn column(&self) -> Option<usize> {
        self.open.last().map(|level| level.column)
    }

    /// Adds a list item. `start` is where its line begins.
    pub(super) fn item(&mut self, column: usize, start: usize) -> Result<(), Misfit> {
        let kept = self.open.partition_point(|level| level.column <= column);
        let is_closing = kept < self.open.len();
        let fits = match self.open[..kept].last() {
            None => self.open.is_empty(),
            Some(level) if level.column == column => level.is_list || (self.is_open && !is_closing),
            Some(level) => self.is_open && !is_closing && (!level.is_list || level.column < column),
        };
        if !fits {
            return Err(self.misfit(kept, column));
        }
        self.open.truncate(kept);
        match self.open.last_mut() {
            Some(level) if level.column == column && level.is_list => level.lines += 1,
            _ => self.open.push(Level { column, is_list: true, start, lines: 1 }),
        }
        Ok(())
    }

    /// Adds the key of a list item, which is the first one of its map.
    pub(super) fn key_of_item(&mut self, column: usize, start: usize) {
        self.open.push(Level { column, is_list: false, start, lines: 1 });
    }

    /// Adds a key. `start` is where its line begins.
    pub(super) fn key(&mut self, column: usize, start: usize) -> Result<(), Misfit> {
        let mut kept = self.open.partition_point(|level| level.column <= column);
        let is_closing = kept < self.open.len();
        // A list may stand at the column of its key. A key at that column ends it.
        if let [.., Level { is_list: false, column: outer, .. }, Level { is_list: true, column: inner, .. }] =
            self.open[..kept]
            && outer == column
            && inner == column
        {
            kept -= 1;
        }
        let fits = match self.open[..kept].last() {
            None => self.open.is_empty(),
            Some(level) if level.column == column => !level.is_list,
            Some(_) => self.is_open && !is_closing,
        };
        if !fits {
            return Err(self.misfit(kept, column));
        }
        self.open.truncate(kept);
        match self.open.last_mut() {
            Some(level) if level.column == column => level.lines += 1,
            _ => self.open.push(Level { column, is_list: false, start, lines: 1 }),
        }
        Ok(())
    }

    /// Tells whether the innermost level is a list at a column.
    pub(super) fn is_list_at(&self, column: usize) -> bool {
        self.open.last().is_some_and(|level| level.is_list && level.column == column)
    }

    /// Returns the line to blame for a column that fits none: the only line of a level above, if it is the odd one.
    fn misfit(&self, kept: usize, column: usize) -> Misfit {
        let is_odd = |at: usize| {
            let Some(level) = self.open.get(at) else { return false };
            let outer = at.checked_sub(1).and_then(|at| self.open.get(at)).map_or(0, |outer| outer.column);
            level.lines == 1
                && level.column.abs_diff(outer) % 2 == 1
                && column.abs_diff(outer).is_multiple_of(2)
        };
        // A level that this line closes, the list around it, or the level that this line is deeper than.
        let around = kept.checked_sub(1);
        let deeper = self.open[..kept].iter().rposition(|level| level.column < column);
        let blamed = [Some(kept), around, deeper].into_iter().flatten().find(|at| is_odd(*at));
        match blamed.and_then(|at| self.open.get(at)) {
            Some(level) => Misfit::At(level.start),
            None => Misfit::Here,
        }
    }
}
