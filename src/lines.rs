//! The lines in which two texts differ.

use std::fmt::Write;

/// How many lines are shown around a change.
const CONTEXT: usize = 3;

/// How many lines are shown in all.
const SHOWN: usize = 100;

/// The largest number of edits that is searched for. Beyond it, all remaining lines count as changed.
const MAX_EDITS: usize = 1_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edit {
    Same,
    Removed,
    Added,
}

/// Shows the lines that differ and those around them, like `diff -u`: `-` is the old text, `+` the new one.
///
/// The lines of `old` and `new` are compared, and those of `shown` are printed in their place.
pub(crate) fn unified<S: AsRef<str>>(old: &[&str], new: &[&str], shown: [&[S]; 2]) -> String {
    let edits = edits(old, new);
    let is_shown = |at: usize| {
        let around = at.saturating_sub(CONTEXT)..(at + CONTEXT + 1).min(edits.len());
        edits[around].iter().any(|edit| *edit != Edit::Same)
    };
    let [old_shown, new_shown] = shown;
    let (mut old_at, mut new_at, mut shown, mut left) = (0, 0, 0, 0);
    let mut text = String::new();
    for (at, edit) in edits.iter().enumerate() {
        let (sign, line) = match edit {
            Edit::Same => (' ', &old_shown[old_at]),
            Edit::Removed => ('-', &old_shown[old_at]),
            Edit::Added => ('+', &new_shown[new_at]),
        };
        if is_shown(at) && shown < SHOWN {
            if at == 0 || !is_shown(at - 1) {
                // Writing to a text cannot fail.
                let _ = writeln!(text, "@@ -{} +{} @@", old_at + 1, new_at + 1);
            }
            push(&mut text, sign, line.as_ref());
            shown += 1;
        } else if *edit != Edit::Same {
            left += 1;
        }
        old_at += usize::from(*edit != Edit::Added);
        new_at += usize::from(*edit != Edit::Removed);
    }
    if left > 0 {
        let _ = writeln!(text, ".. and {left} more lines that differ");
    }
    text
}

/// Returns the lines of a text, with their line breaks.
pub(crate) fn of(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Appends a line. Control characters are escaped, because the text goes to a terminal.
fn push(text: &mut String, sign: char, line: &str) {
    text.push(sign);
    push_escaped(text, line.trim_end_matches('\n'));
    text.push('\n');
    if !line.ends_with('\n') {
        text.push_str("\\ no line break at the end\n");
    }
}

/// Appends a text without its control characters.
pub(crate) fn push_escaped(text: &mut String, from: &str) {
    for c in from.chars() {
        if c.is_control() && c != '\t' {
            text.extend(c.escape_default());
        } else {
            text.push(c);
        }
    }
}

fn edits(old: &[&str], new: &[&str]) -> Vec<Edit> {
    let same = |pair: &(&&str, &&str)| pair.0 == pair.1;
    let head = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (&old[..old.len() - tail], &new[..new.len() - tail]);
    let mut edits = vec![Edit::Same; head];
    if let Some(middle) = shortest(old, new) {
        edits.extend(middle);
    } else {
        edits.resize(edits.len() + old.len(), Edit::Removed);
        edits.resize(edits.len() + new.len(), Edit::Added);
    }
    edits.resize(edits.len() + tail, Edit::Same);
    edits
}

/// Returns the shortest list of edits, unless there are too many.
///
/// Source: Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. The diagonal `k` has the
/// index `k + middle`.
fn shortest(old: &[&str], new: &[&str]) -> Option<Vec<Edit>> {
    let middle = MAX_EDITS.min(old.len() + new.len());
    let mut furthest = vec![0; 2 * middle + 2];
    let mut trace = Vec::new();
    for count in 0..=middle {
        trace.push(furthest.clone());
        for k in (middle - count..=middle + count).step_by(2) {
            let from = origin(&furthest, k, middle, count);
            let mut x = if from > k { furthest[from] } else { furthest[from] + usize::from(count > 0) };
            let mut y = x + middle - k;
            while x < old.len() && y < new.len() && old[x] == new[y] {
                (x, y) = (x + 1, y + 1);
            }
            furthest[k] = x;
            if x >= old.len() && y >= new.len() {
                return Some(backtrack(&trace, old.len(), new.len(), middle));
            }
        }
    }
    None
}

/// Returns the diagonal from which the furthest point on `k` is reached: the one above by an added line, the one below by a
/// removed line, or `k` itself without an edit.
fn origin(furthest: &[usize], k: usize, middle: usize, count: usize) -> usize {
    if count == 0 {
        k
    } else if k == middle - count || k != middle + count && furthest[k - 1] < furthest[k + 1] {
        k + 1
    } else {
        k - 1
    }
}

fn backtrack(trace: &[Vec<usize>], old: usize, new: usize, middle: usize) -> Vec<Edit> {
    let (mut x, mut y) = (old, new);
    let mut edits = Vec::new();
    for (count, furthest) in trace.iter().enumerate().skip(1).rev() {
        let k = x + middle - y;
        let from = origin(furthest, k, middle, count);
        let (from_x, from_y) = (furthest[from], furthest[from] + middle - from);
        while x > from_x && y > from_y {
            edits.push(Edit::Same);
            (x, y) = (x - 1, y - 1);
        }
        edits.push(if from > k { Edit::Added } else { Edit::Removed });
        (x, y) = (from_x, from_y);
    }
    edits.resize(edits.len() + x, Edit::Same);
    edits.reverse();
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Random, cases};

    /// Computes the length of the longest common subsequence, slowly.
    fn common(old: &[&str], new: &[&str]) -> usize {
        let mut row = vec![0; new.len() + 1];
        for left in old {
            let mut diagonal = 0;
            for (at, right) in new.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if left == right { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[new.len()]
    }

    fn unified(old: &str, new: &str) -> String {
        let (old, new) = (of(old), of(new));
        super::unified(&old, &new, [&old, &new])
    }

    fn lines(random: &mut Random) -> Vec<&'static str> {
        random.list(29, |random| random.pick(&["a\n", "b\n", "c\n", "d\n"]))
    }

    #[test]
    fn the_edits_lead_from_old_to_new_and_are_the_fewest() {
        cases(|random| {
            let (old, new) = (lines(random), lines(random));
            let edits = edits(&old, &new);
            let (mut old_at, mut new_at) = (0, 0);
            for edit in &edits {
                match edit {
                    Edit::Same => assert_eq!(old[old_at], new[new_at]),
                    Edit::Removed | Edit::Added => {}
                }
                old_at += usize::from(*edit != Edit::Added);
                new_at += usize::from(*edit != Edit::Removed);
            }
            assert_eq!((old_at, new_at), (old.len(), new.len()));
            let same = edits.iter().filter(|edit| **edit == Edit::Same).count();
            assert_eq!(same, common(&old, &new), "{old:?} {new:?}");
        });
    }

    #[test]
    fn a_change_is_shown_with_what_is_around_it() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n";
        let new = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n10\n11\n12\n13";
        assert_eq!(
            unified(old, new),
            "@@ -2 +2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n@@ -10 +10 @@\n 10\n 11\n 12\n-13\n+13\n\\ no line break at the end\n"
        );
        assert_eq!(unified("", "a\u{1b}[31m\tb\n"), "@@ -1 +1 @@\n+a\\u{1b}[31m\tb\n");
        assert_eq!(unified("a\n", "a\n"), "");
    }

    #[test]
    fn many_changes_are_counted_and_do_not_take_for_ever() {
        let text =
            |prefix: &str| (0..20_000).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>().join("\n") + "\n";
        let diff = unified(&text("a"), &text("b"));
        assert_eq!(diff.lines().count(), SHOWN + 2);
        assert!(diff.ends_with("\n.. and 39900 more lines that differ\n"), "{diff}");
    }
}
