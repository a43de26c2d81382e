//! Texts, numbers and words, without quotes, in quotes and as blocks.

use super::stream::Writer;

/// What people write without quotes, also where they should not.
#[rustfmt::skip]
const PLAIN: &[&str] = &[
    "web", "nginx:1.27", "registry.example.com:5000/team/app@sha256:0123", "ClusterIP", "a b c", "128Mi", "500m", "0.5", "80", "8080", "30.0",
    "3e1", "0755", "0o755", "0x1F", "1_000", "08", "-1", "+1", "1.", ".5", "-.5", "1e400", ".inf", "-.Inf", ".NaN", "yes", "No", "on", "OFF", "y", "n",
    "true", "False", "~", "null", "NULL", "nil", "none", "fd00::", "fd00::1", "::1", "::", "10.0.0.0/8", "12:30", "12:30:45", "2024-01-01",
    "2024-01-01T00:00:00Z", "http://a:80/b?c=d#e", "https://example.com/", "--port=8080", "-c", "- a", "-", "--", "*", "*/5 * * * *", "0 0 * * *",
    "{{ .Values.x }}", "${HOME}", "$(POD_IP)", "%d", "@every 1h", "`id`", "!x", "&a", "&a:b", "a#b", "a #b", "#a", "a: b", "a:b", ":80", "a:", "?", "? a", "?a", "a?b", "a ? b",
    "| a", "> a", "a|b", "a>b", "=", "<<", "<a>", "'a", "a'b", "\"a", "a\"b", "a, b", "[a", "a]", "{a", "a}", "a[0]", "a{b}", "C:\\x", "\\n", "é", "日本", "🦀",
    "a\u{a0}b", "\u{a0}", "“a”", "a\tb", "a  b", "/", ".", "..", "...", "---", "--- a", "sh -c 'a b'", "123456789012345678901234567890", "1.0.0", "v1", "1e3x", "007", "0b11",
];

/// What people write without quotes most of the time.
#[rustfmt::skip]
const USUAL: &[&str] = &[
    "web", "nginx:1.27", "registry.example.com:5000/team/app@sha256:0123", "ClusterIP", "a b c", "128Mi", "500m", "0.5", "80", "8080", "true", "false", "10.0.0.1", "/data", "app",
    "http://a:80/b?c=d#e", "--port=8080", "Always", "x", "1.5", "v1", "8080",
];

/// Texts that stand in quotes.
#[rustfmt::skip]
const QUOTED: &[&str] = &[
    "", "web", "80", "true", "no", "null", "a b", "a: b", "a # b", "--port=8080", "*/5 * * * *", "{{ .Values.x }}", "it's", "say \"hi\"", "C:\\x", "a/b", " a ", "é", "🦀",
    "[a]", "{a}", "a, b", "#", ":", "-", "%", "one two three four five six seven",
];

/// Escapes of a text in double quotes, also wrong ones.
#[rustfmt::skip]
const ESCAPES: &[&str] = &[
    "\\n", "\\t", "\\\"", "\\\\", "\\/", "\\'", "\\x41", "\\u00e9", "\\U0001f980", "\\ud83e\\udd80", "\\ud83e", "\\0", "\\e", "\\ ", "\\_", "\\N", "\\L", "\\P", "\\a", "\\\t", "\\$", "\\d",
    "\\x4", "\\u12", "\\U00110000",
];

impl Writer {
    /// Writes a value without quotes.
    pub(super) fn plain(&mut self) {
        let text = if self.random.one_in(15) { self.random.pick(PLAIN) } else { self.random.pick(USUAL) };
        self.out.push_str(text);
    }

    /// Writes a text without quotes that goes on in the next lines.
    pub(super) fn long_plain(&mut self, indent: usize) {
        for number in 0..=1 + self.random.below(3) {
            if number > 0 {
                self.line_break();
                if self.random.one_in(5) {
                    self.blank_line();
                }
                self.continuation(indent);
            }
            let text = if self.random.one_in(6) { self.random.pick(PLAIN) } else { "some words of a text" };
            self.out.push_str(text);
        }
    }

    /// Writes a text in single or double quotes, on one line or several.
    pub(super) fn quoted(&mut self, indent: usize) {
        let quote = if self.random.one_in(2) { '\'' } else { '"' };
        self.out.push(quote);
        let lines = if self.random.one_in(4) { 2 + self.random.below(3) } else { 1 };
        for number in 0..lines {
            if number > 0 {
                if quote == '"' && self.random.one_in(4) {
                    self.out.push('\\');
                } else if self.random.one_in(6) {
                    self.out.push(' ');
                }
                self.line_break();
                if self.random.one_in(5) {
                    self.blank_line();
                }
                self.continuation(indent);
            }
            let text = self.random.pick(QUOTED);
            for c in text.chars() {
                match c {
                    '\'' if quote == '\'' => self.out.push_str("''"),
                    '"' | '\\' if quote == '"' => self.out.extend(['\\', c]),
                    _ => self.out.push(c),
                }
            }
            if quote == '"' && self.random.one_in(12) {
                let escape = self.random.pick(ESCAPES);
                self.out.push_str(escape);
            }
        }
        self.out.push(quote);
    }

    /// Indents a further line of a text: mostly deeper than its key, sometimes at the key or left of it.
    fn continuation(&mut self, indent: usize) {
        let indent = match self.random.below(8) {
            0 => 0,
            1 => indent,
            2 => indent.saturating_sub(1),
            3 => indent + 1,
            4 => indent + 8,
            _ => indent + 2,
        };
        self.spaces(indent);
        if self.random.one_in(12) {
            self.out.push('\t');
        }
    }

    /// Writes a block. Its key stands at `indent`.
    pub(super) fn block(&mut self, indent: usize) {
        let style = self.random.pick(&["|", "|", "|", "|-", "|+", ">", ">-", ">+"]);
        self.out.push_str(style);
        let step = self.random.pick(&[&1_usize, &2, &2, &2, &4, &8]);
        let is_explicit = self.random.one_in(6);
        if is_explicit {
            let given = if self.random.one_in(5) { 1 + self.random.below(9) } else { *step };
            self.out.push_str(&given.to_string());
            if self.random.one_in(6) {
                let chomp = self.random.pick(&["-", "+", "0", "x"]);
                self.out.push_str(chomp);
            }
        }
        let end = self.random.pick(&[
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            "",
            " ",
            " # comment",
            "\t",
            " #",
            "#",
            " text",
        ]);
        self.out.push_str(end);
        self.line_break();
        if self.random.one_in(8) {
            self.blank_line();
        }
        for number in 0..=self.random.below(5) {
            if number > 0 && self.random.one_in(6) {
                self.blank_line();
                continue;
            }
            let more = match self.random.below(12) {
                0 => 2,
                1 => 1,
                _ => 0,
            };
            let less = usize::from(self.random.one_in(60));
            self.spaces((indent + step + more).saturating_sub(less));
            let text = self.random.pick(&[
                "echo hi",
                "set -eu",
                "#!/bin/sh",
                "# comment",
                "key: value",
                "- item",
                "  deeper",
                "\tif x; then",
                "a \\",
                "trailing ",
                "é",
                "---",
                "'",
                "{",
                "x\ty",
                "%",
                "",
            ]);
            self.out.push_str(text);
            self.line_break();
        }
        // The caller ends the line.
        if self.random.one_in(5) {
            self.blank_line();
        }
        self.ends_line = true;
    }
}
