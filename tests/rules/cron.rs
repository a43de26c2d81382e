//! Schedules and time zones are accepted as Kubernetes accepts them.
//!
//! `PODWRIGHT_ORACLE_CRON=1000000 cargo test --test rules cron` builds the Go program of `tests/oracle/cron`, which asks the code
//! of Kubernetes, and compares its verdicts on that many random texts. `PODWRIGHT_ORACLE_CRON_SEED`, a number, makes other
//! texts. Without these variables the recorded verdicts serve. `PODWRIGHT_ORACLE_CRON_WRITE=PATH` writes them anew, as lines of
//! JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fmt::Write as _;
use std::fs;

use podwright::value::{CronSchedule, TimeZone};
use podwright_tests::go::Program;
use podwright_tests::random::Random;
use podwright_tests::{number, rows, say, text_of};
use serde_json::{Value, json};

/// The number of texts that are compared if the program was built before.
const TEXTS: usize = 20_000;
/// The number of texts that are recorded.
const RECORDED: usize = 6_000;
const AT_A_TIME: usize = 20_000;
/// The number of differences that are shown.
const SHOWN: usize = 20;

#[test]
fn schedules_and_time_zones_are_accepted_as_kubernetes_accepts_them_now() {
    let program = Program::new("oracle", "./cron", env!("CARGO_TARGET_TMPDIR"));
    let instead = "the recorded verdicts serve, see tests/rules/cron.rs";
    let Some((mut kubernetes, count)) = program.live("PODWRIGHT_ORACLE_CRON", TEXTS, instead) else { return };
    let seed = number("PODWRIGHT_ORACLE_CRON_SEED").unwrap_or(1);
    let mut texts = Texts::new(u64::try_from(seed).unwrap());
    let mut tally = Tally::default();
    for start in (0..count).step_by(AT_A_TIME) {
        let asked: Vec<_> = (start..count.min(start + AT_A_TIME)).map(|_| texts.question()).collect();
        let answers = kubernetes.ask(&asked);
        asked.iter().zip(&answers).for_each(|(asked, answer)| tally.compare(asked, answer));
    }
    if let Ok(path) = env::var("PODWRIGHT_ORACLE_CRON_WRITE") {
        let mut texts = Texts::new(7);
        let asked: Vec<_> = (0..RECORDED).map(|_| texts.question()).collect();
        let lines = asked
            .iter()
            .zip(kubernetes.ask(&asked))
            .map(|(asked, accepted)| format!("{}\n", json!({ "asked": asked, "accepted": accepted })));
        fs::write(path, lines.collect::<String>()).unwrap();
    }
    tally.report(&format!("seed {seed}"));
}

#[test]
fn schedules_and_time_zones_are_accepted_as_kubernetes_accepted_them() {
    let mut tally = Tally::default();
    for row in rows("oracle/cron/recorded.ndjson.gz") {
        tally.compare(&row["asked"], &row["accepted"]);
    }
    tally.report("recorded");
}

/// Texts on which the two differed once, or could.
#[test]
fn texts_at_the_edges_are_accepted_as_kubernetes_accepts_them() {
    let mut tally = Tally::default();
    for line in text_of("tests/oracle/cron/edges.ndjson").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        tally.compare(&row["asked"], &row["accepted"]);
    }
    tally.report("edges");
}

#[test]
fn the_time_zones_of_kubernetes_are_accepted() {
    for name in text_of("src/value/time_zone/names.txt").lines() {
        assert!(name.parse::<TimeZone>().is_ok(), "{name}");
    }
}

#[derive(Default)]
struct Tally {
    /// The number of accepted and of refused texts.
    schedules: (usize, usize),
    zones: (usize, usize),
    differences: BTreeMap<(&'static str, String), bool>,
}

impl Tally {
    fn compare(&mut self, asked: &Value, accepted: &Value) {
        let text = |field: &str| asked[field].as_str().unwrap().to_owned();
        let verdict = |field: &str| accepted[field].as_bool().unwrap();
        for (field, count, is_valid) in [
            ("schedule", &mut self.schedules, text("schedule").parse::<CronSchedule>().is_ok()),
            ("timeZone", &mut self.zones, text("timeZone").parse::<TimeZone>().is_ok()),
        ] {
            if verdict(field) {
                count.0 += 1;
            } else {
                count.1 += 1;
            }
            if is_valid != verdict(field) {
                self.differences.insert((field, text(field)), verdict(field));
            }
        }
    }

    fn report(self, what: &str) {
        let Self { schedules, zones, differences } = self;
        say(&format!("cron, {what}: schedules accepted and refused {schedules:?}, time zones {zones:?}"));
        assert!(schedules.0.min(schedules.1) > 0 && zones.0.min(zones.1) > 0, "{schedules:?} {zones:?}");
        let mut shown = String::new();
        for ((field, text), accepted) in differences.iter().take(SHOWN) {
            writeln!(shown, "{field} {text:?}: Kubernetes accepts it: {accepted}").unwrap();
        }
        assert!(differences.is_empty(), "{} differences\n{shown}", differences.len());
    }
}

/// Texts that are schedules or time zones, or nearly so.
struct Texts {
    random: Random,
    zones: Vec<String>,
}

/// Names of values, or nearly so, and the smallest and the largest value.
type Field = (&'static [&'static str], i64, i64);

const FIELDS: [Field; 5] = [
    (&["jan", "sun"], 0, 59),
    (&["h", "noon"], 0, 23),
    (&["l", "w", "mon"], 1, 31),
    (&["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sept"], 1, 12),
    (
        &["sun", "mon", "tue", "wed", "thu", "fri", "sat", "monday", "fr\u{130}", "\u{17f}at", "fr\u{131}"],
        0,
        6,
    ),
];

const SPACES: &[&str] = &[
    " ", " ", " ", " ", "  ", "\t", "\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{a0}", "\u{1680}", "\u{2000}",
    "\u{200a}", "\u{2028}", "\u{2029}", "\u{202f}", "\u{205f}", "\u{3000}", "\u{200b}", "\u{180e}",
    "\u{feff}", "\u{1c}", "\u{84}",
];

const PIECES: &[&str] = &[
    "*",
    "?",
    "/",
    "-",
    ",",
    "+",
    "0",
    "1",
    "5",
    "7",
    "60",
    "99",
    "05",
    "L",
    "W",
    "#",
    "@",
    "TZ",
    "tz",
    "Z",
    "T",
    "=",
    ".",
    "_",
    "9223372036854775807",
    "9223372036854775808",
    "\u{660}",
    "\u{2212}",
    "\u{ff0c}",
    "\u{1f550}",
    "\u{0}",
    "\u{7f}",
];

const UNITS: &[&str] =
    &["ns", "us", "\u{b5}s", "\u{3bc}s", "ms", "s", "m", "h", "h", "m", "s", "d", "H", "", "\u{b5}", "sm"];

impl Texts {
    fn new(seed: u64) -> Self {
        let zones = text_of("src/value/time_zone/names.txt").lines().map(str::to_owned).collect();
        Self { random: Random::new(seed), zones }
    }

    fn question(&mut self) -> Value {
        json!({ "schedule": self.schedule(), "timeZone": self.zone() })
    }

    fn schedule(&mut self) -> String {
        let mut text = match self.random.below(8) {
            0 => self.every(),
            1 => {
                let names = [
                    "hourly", "daily", "midnight", "weekly", "monthly", "yearly", "annually", "every",
                    "reboot",
                ];
                format!("@{}", self.word(&names))
            }
            2 => (0..self.random.below(12)).map(|_| self.piece()).collect(),
            _ => self.fields(),
        };
        if self.random.one_in(3) {
            text = self.mutated(&text);
        }
        if self.random.one_in(60) {
            text = format!(
                "{}{text}",
                self.word(&["TZ=UTC ", "CRON_TZ=Europe/Berlin ", "TZ=", "TZ", "tz=UTC "])
            );
        }
        text
    }

    fn fields(&mut self) -> String {
        let count = if self.random.one_in(12) { self.random.below(8) } else { 5 };
        let mut text = String::new();
        if self.random.one_in(20) {
            text.push_str(self.word(SPACES));
        }
        for i in 0..count {
            if i > 0 {
                text.push_str(self.space());
            }
            let field = &FIELDS[i.min(4)];
            text.push_str(&self.list(field));
        }
        if self.random.one_in(20) {
            text.push_str(self.word(SPACES));
        }
        text
    }

    fn list(&mut self, field: &Field) -> String {
        let parts = if self.random.one_in(4) { self.random.below(4) } else { 1 };
        let mut text = (0..parts).map(|_| self.range(field)).collect::<Vec<_>>().join(",");
        if text.is_empty() || self.random.one_in(40) {
            text.push(',');
        }
        text
    }

    fn range(&mut self, field: &Field) -> String {
        let mut text = match self.random.below(5) {
            0 | 1 => {
                let kinds = if self.random.one_in(9) { 5 } else { 3 };
                self.word(&["*", "*", "?", "*-x", "**"][..kinds]).to_owned()
            }
            2 => format!("{}-{}", self.value(field), self.value(field)),
            _ => self.value(field),
        };
        if self.random.one_in(4) {
            let steps = ["1", "2", "5", "15", "100", "07", "+3", "0", "-1", "", "x", "mon", "2/3"];
            let kinds = if self.random.one_in(4) { steps.len() } else { 7 };
            write!(text, "/{}", self.word(&steps[..kinds])).unwrap();
        }
        text
    }

    fn value(&mut self, (names, low, high): &Field) -> String {
        let has_names = names.len() > 6;
        if self.random.one_in(if has_names { 4 } else { 40 }) {
            let name = self.word(names);
            return name
                .chars()
                .map(|c| if self.random.one_in(3) { c.to_ascii_uppercase() } else { c })
                .collect();
        }
        let span = usize::try_from(high - low + 1).unwrap();
        let number = match self.random.below(12) {
            0 if self.random.one_in(3) => high + 1,
            1 if self.random.one_in(3) => low - 1,
            _ => low + i64::try_from(self.random.below(span)).unwrap(),
        };
        match self.random.below(12) {
            0 => format!("0{number}"),
            1 => format!("+{number}"),
            _ => number.to_string(),
        }
    }

    fn every(&mut self) -> String {
        let mut text = "@every ".to_owned();
        if self.random.one_in(4) {
            text.push_str(self.word(&["-", "+", "+-", " "]));
        }
        for _ in 0..=self.random.below(3) {
            let whole = match self.random.below(8) {
                0 => String::new(),
                // Near the largest duration in each unit.
                1 => self
                    .word(&["9223372036854775807", "9223372036854775808", "9223372036854775809"])
                    .to_string(),
                2 => (self.random.pick(&[
                    9_223_372_036_854_775_i64,
                    9_223_372_036_854,
                    9_223_372_036,
                    153_722_867,
                    2_562_047,
                ]) + i64::try_from(self.random.below(3)).unwrap()
                    - 1)
                .to_string(),
                _ => self.random.below(100).to_string(),
            };
            text.push_str(&whole);
            if self.random.one_in(3) {
                text.push('.');
                for _ in 0..self.random.below(25) {
                    write!(text, "{}", self.random.pick(&[0, 7, 8, 9, 9, 5, 4])).unwrap();
                }
            }
            text.push_str(self.word(UNITS));
        }
        text
    }

    fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.random.pick::<&str>(words)
    }

    /// Returns white space, or seldom what looks like it.
    fn space(&mut self) -> &'static str {
        if self.random.one_in(8) { self.word(SPACES) } else { " " }
    }

    fn piece(&mut self) -> &'static str {
        if self.random.one_in(3) { self.word(SPACES) } else { self.word(PIECES) }
    }

    /// Leaves out, adds, doubles or replaces a character.
    fn mutated(&mut self, text: &str) -> String {
        let mut chars: Vec<_> = text.chars().map(String::from).collect();
        let at = self.random.below(chars.len() + 1);
        let piece = self.piece();
        match self.random.below(4) {
            0 if at < chars.len() => drop(chars.remove(at)),
            1 if at < chars.len() => piece.clone_into(&mut chars[at]),
            2 if at < chars.len() => chars.insert(at, chars[at].clone()),
            _ => chars.insert(at, piece.to_owned()),
        }
        chars.concat()
    }

    fn zone(&mut self) -> String {
        let mut name = self.random.pick(&self.zones).clone();
        match self.random.below(8) {
            0 => name = name.to_lowercase(),
            1 => name = self.mutated(&name),
            2 => name.truncate(name.find('/').unwrap_or(name.len())),
            3 => name = format!("{name}/{}", self.random.pick(&self.zones)),
            4 => {
                let others = [
                    "", "Local", "local", "LOCAL", ".", "..", "/UTC", "UTC/", "Etc//UTC", "../UTC", "UTC+1",
                    "-UTC",
                ];
                self.word(&others).clone_into(&mut name);
            }
            _ => {}
        }
        // Some machines have more files than the database has names.
        let is_file = ["posix", "right", "localtime"].iter().any(|start| name.starts_with(start));
        if is_file { String::new() } else { name }
    }
}

#[test]
fn random_texts_are_of_every_kind() {
    let mut texts = Texts::new(1);
    let schedules: BTreeSet<_> = (0..2_000).map(|_| texts.schedule()).collect();
    assert!(schedules.len() > 1_500);
    assert!(
        schedules.iter().any(|text| text.starts_with("@every"))
            && schedules.iter().any(|text| text.contains("TZ"))
    );
}
