//! Maps and lists, as blocks and in brackets.

use super::stream::Writer;

const KEYS: &[&str] = &[
    "name",
    "image",
    "args",
    "command",
    "env",
    "labels",
    "annotations",
    "app.kubernetes.io/name",
    "ports",
    "data",
    "spec",
    "containers",
    "template",
    "metadata",
    "resources",
    "limits",
    "cpu",
    "run.sh",
    "key with spaces",
    "x-y_z",
    "a/b",
];

const ODD_KEYS: &[&str] = &[
    "1", "010", "1.5", "on", "y", "null", "~", "<<", "\"q\"", "'s'", "\"on\"", "a:b", "-a", "?a", "*a",
    "&k k", "!!str k", "é", "[a]", "{a: b}", "", "a#b", "%a", "@a", "|",
];

impl Writer {
    /// Writes a value behind its key or dash, to the end of its line. The key stands at `indent`.
    pub(super) fn value(&mut self, indent: usize, depth: usize) {
        match self.random.below(if depth > 3 { 20 } else { 26 }) {
            0..8 => self.plain_to_end(),
            8..11 => {
                self.property();
                self.quoted(indent);
                self.line_end();
            }
            11 => {
                self.long_plain(indent);
                self.line_end();
            }
            12 => self.line_end(),
            13..15 => {
                self.property();
                self.block(indent);
                self.line_end();
            }
            15..18 => {
                self.property();
                self.flow(indent, 0);
                self.line_end();
            }
            18 => {
                if !self.random.one_in(4) {
                    return self.plain_to_end();
                }
                let text = self.random.pick(&["*a", "*b", "*a", "*nobody"]);
                self.out.push_str(text);
                self.line_end();
            }
            19 => {
                self.property();
                self.plain_to_end();
            }
            20..24 => {
                self.property();
                self.line_end();
                let step = self.step();
                self.map(indent + step, depth + 1);
            }
            _ => {
                self.property();
                self.line_end();
                let step = if self.random.one_in(2) { 0 } else { self.step() };
                self.list(indent + step, depth + 1);
            }
        }
    }

    fn plain_to_end(&mut self) {
        self.plain();
        self.line_end();
    }

    /// Writes an anchor or a tag, seldom.
    fn property(&mut self) {
        if self.random.one_in(40) {
            let property = self.random.pick(&[
                "&a ",
                "&b ",
                "&a\t",
                "&a.b ",
                "!!str ",
                "!!int ",
                "!!float ",
                "!!bool ",
                "!!null ",
                "!!map ",
                "!!seq ",
                "!foo ",
                "! ",
                "!!binary ",
                "&a !!str ",
                "!!str &b ",
            ]);
            self.out.push_str(property);
        }
    }

    pub(super) fn map(&mut self, indent: usize, depth: usize) {
        for number in 0..=self.random.below(4) {
            self.between(indent);
            self.indent(indent);
            self.entry(indent, depth, number);
        }
    }

    /// Writes an entry. The line is indented.
    pub(super) fn entry(&mut self, indent: usize, depth: usize, number: usize) {
        if self.random.one_in(60) {
            self.out.push_str("? ");
            self.key(number);
            self.line_end();
            self.indent(indent);
            self.out.push_str(": ");
            self.value(indent, depth);
            return;
        }
        if self.random.one_in(200) {
            self.out.push_str("<<: *a");
            self.line_end();
            return;
        }
        self.key(number);
        let colon = if self.random.below(8) > 0 {
            ": "
        } else {
            self.random.pick(&[
                ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ",
                ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ":  ", ":\t", ": \t", " : ", "\t: ", ":",
                ":   ",
            ])
        };
        self.out.push_str(colon);
        self.value(indent, depth);
    }

    fn key(&mut self, number: usize) {
        let key = self.random.pick(KEYS);
        match self.random.below(60) {
            0 => self.out.extend(["\"", key, "\""]),
            1 => self.out.extend(["'", key, "'"]),
            2 => {
                let key = self.random.pick(ODD_KEYS);
                self.out.push_str(key);
            }
            // Other keys are given once.
            _ => self.out.extend([key, &number.to_string()]),
        }
    }

    pub(super) fn list(&mut self, indent: usize, depth: usize) {
        for _ in 0..=self.random.below(4) {
            self.between(indent);
            self.indent(indent);
            self.item(indent, depth);
        }
    }

    fn item(&mut self, indent: usize, depth: usize) {
        self.out.push('-');
        match self.random.below(12) {
            0 => {
                self.line_end();
                let step = self.step();
                self.map(indent + step, depth + 1);
            }
            1 => {
                self.out.push(' ');
                self.item(indent + 2, depth + 1);
            }
            2..7 => {
                let spaces = self.random.pick(&[
                    " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", "   ",
                    "\t", " \t",
                ]);
                self.out.push_str(spaces);
                let indent = indent + 1 + spaces.len();
                self.entry(indent, depth + 1, 0);
                for number in 1..=self.random.below(4) {
                    self.between(indent);
                    self.indent(indent);
                    self.entry(indent, depth + 1, number);
                }
            }
            _ => {
                let spaces = self
                    .random
                    .pick(&[" ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", " ", "  ", "\t", ""]);
                self.out.push_str(spaces);
                self.value(indent, depth + 1);
            }
        }
    }

    /// Writes a map or a list in brackets. Its key stands at `indent`.
    pub(super) fn flow(&mut self, indent: usize, depth: usize) {
        let is_map = self.random.one_in(2);
        let breaks = self.random.one_in(3);
        self.out.push(if is_map { '{' } else { '[' });
        self.pad(indent, breaks);
        for number in 0..self.random.below(4) {
            if number > 0 {
                let comma = self.random.pick(&[", ", ", ", ", ", ", ", ",", " , ", ",  ", ",\t"]);
                self.out.push_str(comma);
                self.pad(indent, breaks);
            }
            if is_map && !self.random.one_in(20) {
                self.flow_key(number);
                let colon = self.random.pick(&[
                    ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ": ", ":", " : ", ":\t",
                    ":  ",
                ]);
                self.out.push_str(colon);
            } else if self.random.one_in(30) {
                self.flow_key(number);
                self.out.push_str(": ");
            }
            self.property();
            match self.random.below(if depth > 2 { 8 } else { 10 }) {
                0..4 => self.plain(),
                4..7 => self.quoted(indent),
                7 => self.out.push_str(if self.random.one_in(6) { "*a" } else { "" }),
                _ => self.flow(indent, depth + 1),
            }
        }
        if self.random.one_in(8) {
            self.out.push(',');
        }
        self.pad(indent, breaks);
        self.out.push(if is_map { '}' } else { ']' });
    }

    fn flow_key(&mut self, number: usize) {
        match self.random.below(12) {
            0 if self.random.one_in(4) => self.out.extend(["? a", &number.to_string()]),
            1..4 => self.out.extend(["\"k", &number.to_string(), "\""]),
            4 => self.out.extend(["'k", &number.to_string(), "'"]),
            _ => self.key(number),
        }
    }

    /// Writes blanks and line breaks within brackets: the next line may begin anywhere.
    fn pad(&mut self, indent: usize, breaks: bool) {
        if !breaks || self.random.one_in(4) {
            if self.random.one_in(6) {
                self.out.push(' ');
            }
            return;
        }
        let comment = self.random.pick(&["", "", "", "", "", " # comment", "# no comment", " "]);
        self.out.push_str(comment);
        self.line_break();
        if self.random.one_in(10) {
            self.blank_line();
        }
        if self.random.one_in(20) {
            self.out.push_str("# comment");
            self.line_break();
        }
        match self.random.below(10) {
            0 => {}
            1 => self.spaces(indent),
            2 => self.out.push('\t'),
            3 => {
                self.spaces(indent + 2);
                self.out.push('\t');
            }
            _ => self.spaces(indent + 2),
        }
    }
}
