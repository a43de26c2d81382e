//! Streams of documents: separators, comments, blank lines, line breaks, and slips.

use super::random::Random;

pub(super) struct Writer {
    pub(super) random: Random,
    pub(super) out: String,
    line_break: &'static str,
    /// How deep a map is indented in its parent, most of the time.
    step: usize,
    /// Whether comments and blank lines are frequent.
    is_loose: bool,
    /// Whether the value that was written has ended its line.
    pub(super) ends_line: bool,
}

/// What is written in the place of another text by mistake.
const SLIPS: &[&str] = &[
    "\t", " ", "  ", "\n", "\r", ":", "-", "#", "'", "\"", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">",
    "?", "%", "@", "\\", "---\n", "...\n", "---", "\u{feff}", "\u{a0}", "\u{85}", "\u{2028}", "\0", "é",
    "- ", ": ", "\n\n", "a: b\n", "{{ x }}", "= ", "\n\t",
];

/// Writes a stream of one to three documents.
pub fn stream(seed: u64) -> String {
    let mut random = Random::new(seed);
    let line_break = if random.one_in(8) { "\r\n" } else { "\n" };
    let step = *random.pick(&[&2_usize, &2, &2, &2, &4, &1, &3, &8]);
    let is_loose = random.one_in(4);
    let mut writer = Writer { random, out: String::new(), line_break, step, is_loose, ends_line: false };
    writer.documents();
    let mut text = writer.out;
    let random = &mut writer.random;
    if random.one_in(5) {
        for _ in 0..=random.below(2) {
            slip(random, &mut text);
        }
    }
    text
}

/// Changes a few characters.
fn slip(random: &mut Random, text: &mut String) {
    let at = |random: &mut Random, text: &str| {
        let at = random.below(text.len() + 1);
        (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let from = at(random, text);
    let other = random.pick(SLIPS);
    match random.below(5) {
        0 | 1 => text.insert_str(from, other),
        2 => drop(text[from..].chars().next().map(|c| text.replace_range(from..from + c.len_utf8(), ""))),
        3 => drop(text[from..].chars().next().map(|c| text.replace_range(from..from + c.len_utf8(), other))),
        _ => {
            let start = text[..from].rfind('\n').map_or(0, |end| end + 1);
            match random.below(4) {
                0 => text.insert_str(start, other),
                1 => text.insert(start, ' '),
                2 if text[start..].starts_with(' ') => drop(text.remove(start)),
                _ => {
                    let end = text[start..].find('\n').map_or(text.len(), |end| start + end + 1);
                    let line = text[start..end].to_owned();
                    text.insert_str(end, &line);
                }
            }
        }
    }
}

impl Writer {
    fn documents(&mut self) {
        if self.random.one_in(20) {
            self.out.push('\u{feff}');
        }
        if self.random.one_in(150) {
            let directive = self.random.pick(&[
                "%YAML 1.1",
                "%YAML 1.2",
                "%TAG ! tag:example.com,2024:",
                "%FOO",
                "# c\n%YAML 1.2",
            ]);
            self.out.push_str(directive);
            self.line_break();
            self.out.push_str("---");
            self.line_break();
        } else if self.random.one_in(4) {
            self.separator();
        }
        let more = self.random.one_in(6);
        for number in 0..if more { 2 + self.random.below(2) } else { 1 } {
            if number > 0 {
                if self.random.one_in(10) {
                    self.out.push_str("...");
                    self.line_end();
                }
                if !self.random.one_in(20) {
                    self.separator();
                }
                if self.random.one_in(10) {
                    self.out.push('\u{feff}');
                }
            }
            self.document();
        }
        self.end_of_file();
    }

    fn separator(&mut self) {
        if self.random.one_in(4) {
            self.out.push_str("# comment");
            self.line_break();
        }
        let separator = if self.random.below(4) > 0 {
            "---"
        } else {
            self.random.pick(&[
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "---",
                "--- ",
                "---\t",
                "--- # comment",
                "---\t# comment",
                "---   ",
                "--- {a: b}",
                "--- |",
                "----",
                "---#",
                "--- !!map",
                "---a",
                " ---",
                "--- &a",
            ])
        };
        self.out.push_str(separator);
        self.line_break();
        if self.random.one_in(12) {
            self.out.push_str("---");
            self.line_break();
        }
    }

    fn document(&mut self) {
        match self.random.below(30) {
            0 => {
                self.out.push_str(r#"{"apiVersion": "example.com/v1", "kind": "X", "x": "#);
                self.flow(0, 0);
                self.out.push('}');
                self.line_end();
            }
            1 => {
                self.out.push_str("{apiVersion: example.com/v1, kind: X, x: ");
                self.flow(0, 0);
                self.out.push('}');
                self.line_end();
            }
            2 => self.json(),
            3 => {
                self.out.push_str("apiVersion: v1");
                self.line_break();
                let kind = self.random.pick(&["List", "XList"]);
                self.out.extend(["kind: ", kind, self.line_break, "items:"]);
                self.line_break();
                for _ in 0..=self.random.below(2) {
                    self.out.push_str("- ");
                    if self.random.one_in(2) {
                        self.out.extend([
                            "apiVersion: v1",
                            self.line_break,
                            "  kind: X",
                            self.line_break,
                            "  ",
                        ]);
                    }
                    self.entry(2, 1, 0);
                }
            }
            _ => {
                for line in ["apiVersion: example.com/v1", "kind: X"] {
                    self.between(0);
                    self.out.push_str(line);
                    self.line_end();
                }
                self.map(0, 0);
            }
        }
    }

    /// Writes objects of JSON, strict or nearly.
    fn json(&mut self) {
        for _ in 0..=self.random.below(3) {
            let (open, colon, end) = (
                self.random.pick(&["{", "{\n  ", "{\n\t", " {"]),
                self.random.pick(&[":", ": ", " : "]),
                self.random.pick(&[
                    "}", "\n}", "}\n", "}\n", "}\n", "}\n\n", ",}", "} ", "}# c\n", "} # c\n", "}\n---\n",
                ]),
            );
            let value = self.random.pick(&[
                "1",
                "1.0",
                "1e3",
                "-0",
                "0.5",
                "\"a\"",
                "\"\\/\"",
                "\"\\u00e9\"",
                "\"\\ud83e\\udd80\"",
                "\"\\ud83e\"",
                "[1, 2]",
                "[]",
                "{}",
                "null",
                "true",
                "yes",
                "'a'",
                "a",
                "01",
                "\"\u{7f}\"",
                "\"\\n\"",
                "[\n1,\n\t2]",
                "123456789012345678901234567890",
                "\"\u{2028}\"",
            ]);
            self.out.extend([
                open,
                "\"apiVersion\"",
                colon,
                "\"v1\",\"kind\"",
                colon,
                "\"X\", \"a\"",
                colon,
                value,
                end,
            ]);
        }
        self.line_break();
    }

    fn end_of_file(&mut self) {
        match self.random.below(12) {
            0..4 => {
                let len = self.out.trim_end_matches(['\n', '\r']).len();
                self.out.truncate(len);
            }
            4 => self.blank_line(),
            5 => self.out.push_str("# the end"),
            6 => self.out.push_str("..."),
            7 => self.out.push_str("---\n"),
            8 => self.out.push_str("  "),
            9 => self.out.push_str("...\n# comment\n"),
            _ => {}
        }
    }

    pub(super) fn step(&mut self) -> usize {
        if self.random.one_in(12) { 1 + self.random.below(5) } else { self.step }
    }

    pub(super) fn spaces(&mut self, number: usize) {
        self.out.extend(std::iter::repeat_n(' ', number));
    }

    /// Indents a line, seldom wrongly.
    pub(super) fn indent(&mut self, indent: usize) {
        match self.random.below(600) {
            0 => self.spaces(indent + 1),
            1 => self.spaces(indent.saturating_sub(1)),
            2 => {
                self.spaces(indent / 2);
                self.out.push('\t');
            }
            _ => self.spaces(indent),
        }
    }

    pub(super) fn line_break(&mut self) {
        self.out.push_str(self.line_break);
    }

    pub(super) fn blank_line(&mut self) {
        let blanks = self.random.pick(&[
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "  ",
            "  ",
            "    ",
            "\t",
            " \t",
            "            ",
        ]);
        self.out.push_str(blanks);
        self.line_break();
    }

    /// Ends a line, with blanks or a comment now and then.
    pub(super) fn line_end(&mut self) {
        if std::mem::take(&mut self.ends_line) {
            return;
        }
        if self.random.one_in(if self.is_loose { 4 } else { 15 }) {
            let end = self.random.pick(&[
                " ",
                "  ",
                "\t",
                " # comment",
                "  # comment: a",
                "\t# comment",
                " #",
                " \t",
                "# no comment",
                " # é",
            ]);
            self.out.push_str(end);
        }
        self.line_break();
    }

    /// Writes comments and blank lines between two entries.
    pub(super) fn between(&mut self, indent: usize) {
        if !self.random.one_in(if self.is_loose { 4 } else { 20 }) {
            return;
        }
        if self.random.one_in(2) {
            self.blank_line();
        } else {
            let column = *self.random.pick(&[&indent, &0, &(indent + 2), &(indent / 2), &1]);
            self.spaces(column);
            if self.random.one_in(10) {
                self.out.push('\t');
            }
            let comment =
                self.random.pick(&["# comment", "#", "# key: value", "#- item", "# 'quote", "# {{ x }}"]);
            self.out.push_str(comment);
            self.line_break();
        }
    }
}
