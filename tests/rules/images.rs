//! References to images are accepted as kubelets read them.
//!
//! `PODWRIGHT_ORACLE_IMAGES=1000000 cargo test --test rules images` builds the Go program of `tests/oracle/images`, which asks the
//! code of Kubernetes, and compares its answers on that many random texts. `PODWRIGHT_ORACLE_IMAGES_SEED`, a number, makes other
//! texts. Without these variables the texts of `edges.ndjson` serve, with their recorded answers.

use std::fmt::Write as _;

use podwright::Image;
use podwright_tests::go::Program;
use podwright_tests::random::Random;
use podwright_tests::{number, say, text_of};
use serde_json::Value;

/// The number of texts that are compared if the program was built before.
const TEXTS: usize = 20_000;
const AT_A_TIME: usize = 20_000;
/// The number of differences that are shown.
const SHOWN: usize = 20;

#[test]
fn images_are_accepted_as_kubelets_read_them_now() {
    let program = Program::new("oracle", "./images", env!("CARGO_TARGET_TMPDIR"));
    let instead = "the recorded answers serve, see tests/rules/images.rs";
    let Some((mut kubelet, count)) = program.live("PODWRIGHT_ORACLE_IMAGES", TEXTS, instead) else { return };
    let seed = number("PODWRIGHT_ORACLE_IMAGES_SEED").unwrap_or(1);
    let mut random = Random::new(u64::try_from(seed).unwrap());
    let mut tally = Tally::default();
    for start in (0..count).step_by(AT_A_TIME) {
        let asked: Vec<_> = (start..count.min(start + AT_A_TIME)).map(|_| text(&mut random)).collect();
        let answers = kubelet.ask(&asked);
        asked.iter().zip(&answers).for_each(|(asked, answer)| tally.compare(asked, answer));
    }
    tally.report(&format!("seed {seed}"));
}

/// Texts on which the two differed once, or could.
#[test]
fn images_at_the_edges_are_accepted_as_kubelets_read_them() {
    let mut tally = Tally::default();
    for line in text_of("tests/oracle/images/edges.ndjson").lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        tally.compare(row["asked"].as_str().unwrap(), &row["accepted"]);
    }
    tally.report("edges");
}

#[derive(Default)]
struct Tally {
    accepted: usize,
    refused: usize,
    differences: Vec<String>,
}

impl Tally {
    fn compare(&mut self, asked: &str, answer: &Value) {
        let by_kubelet = answer.as_bool().unwrap();
        if by_kubelet {
            self.accepted += 1;
        } else {
            self.refused += 1;
        }
        let image = asked.parse::<Image>();
        if image.is_ok() != by_kubelet {
            self.differences.push(format!("{asked:?}: kubelets accept it: {by_kubelet}, {image:?}"));
        }
    }

    fn report(self, what: &str) {
        let Self { accepted, refused, differences } = self;
        say(&format!("images, {what}: {accepted} accepted, {refused} refused"));
        assert!(accepted.min(refused) > 0, "{accepted} {refused}");
        let shown = &differences[..differences.len().min(SHOWN)];
        assert!(differences.is_empty(), "{} differences\n{}", differences.len(), shown.join("\n"));
    }
}

const PIECES: &[&str] = &[
    "a",
    "b1",
    "web",
    "ghcr.io",
    "localhost",
    "Acme",
    "A",
    "0",
    "/",
    "/",
    "/",
    ":",
    ":",
    "@",
    "sha256",
    "sha512",
    "sha384",
    ".",
    "..",
    "_",
    "__",
    "___",
    "-",
    "--",
    "5000",
    "[::1]",
    "[fe80::1%25]",
    "[",
    "]",
    "latest",
    "1.27",
    "\u{e9}",
    " ",
    "+",
    "docker.io",
    "index.docker.io",
    "library",
    "$",
    "ABCDEF",
    "x.y",
    "-x",
    "x-",
    "xn--a",
    "a_b",
    "A.b",
    "127.0.0.1",
    "99999",
    "0123456789abcdef0123456789abcdef",
];

const REGISTRIES: &[&str] = &[
    "",
    "docker.io/",
    "index.docker.io/",
    "ghcr.io/",
    "my_host.io/",
    "localhost:5000/",
    "[::1]:5000/",
    "Host/",
];

/// Returns a text that is a reference, or nearly so.
fn text(random: &mut Random) -> String {
    if random.one_in(3) {
        return (0..=random.below(9)).map(|_| *random.pick::<&str>(PIECES)).collect();
    }
    let mut text = (*random.pick::<&str>(REGISTRIES)).to_owned();
    // Paths have at most 255 characters, with the `library/` that some do not show.
    let length = *random.pick(&[1, 3, 5, 20, 245, 246, 247, 248, 249, 254, 255, 256]);
    text.push_str(&"a/".repeat(random.below(2)));
    text.push_str(&"w".repeat(length));
    match random.below(8) {
        0 => text.push_str(":1.27"),
        1 => write!(text, ":{}", "t".repeat(127 + random.below(3))).unwrap(),
        2 => text.push_str(":.x"),
        3 => text.push_str(random.pick::<&str>(PIECES)),
        _ => {}
    }
    if random.one_in(2) {
        let algorithm =
            random.pick(&["sha256", "sha256", "sha384", "sha512", "SHA256", "md5", "sha256+b64", ""]);
        let digits = *random.pick(&[32, 63, 64, 64, 65, 96, 97, 127, 128]);
        let digit = random.pick(&["0", "a", "f", "9", "9", "A", "g"]);
        write!(text, "@{algorithm}:{}", digit.repeat(digits)).unwrap();
    }
    text
}
