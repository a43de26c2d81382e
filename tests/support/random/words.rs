use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Random;

/// Texts that a careless rule or reader gets wrong.
#[rustfmt::skip]
const HOSTILE: &[&str] = &[
    "", " ", "  ", "a", "A", "0", "-", "_", ".", "..", "...", "/", "//", "a/", "/a", "a/b", "a/b/c", "a//b", "-a", "a-", "_a", "a_", ".a", "a.", "a..b", "a.b",
    "a b", " a", "a ", "a\n", "\na", "a\tb", "\0", "a\0b", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}", "é", "ß", "İ", "K", "日本", "🦀", "ﬀ", "e\u{301}",
    "../a", "a/..", "a/../b", "..a", "a/..b", "./a", "/..", "..\\a", "a\\b", "C:\\a", "c:/a", "C:", "\\\\host\\share", "a:b", ":", "a=b", "=", "=a", "a@b", "$(A)", "$$",
    "true", "null", "nil", "None", "Always", "always", "1", "-1", "08080", "8080", "65536", "http", "HTTP", "a--b", "0x1f", "1e3", "1.5", "+1", "9223372036854775808",
    "127.0.0.1", "127.0.0.01", "127.000.0.1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "::", "::1", "::ffff:1.2.3.4", "::ffff:0102:0304", "fe80::1%eth0", "1::2::3", "[::1]", "2001:DB8::1", "10.0.0.0/8",
    "localhost/", "localhost/a", "localhost/../a", "localhost//a", "runtime/default", "docker/default", "unconfined", "Unconfined", "Localhost", "RuntimeDefault",
    "metadata.name", "metadata.labels['a']", "metadata.labels['a b']", "metadata.annotations['A/b']", "metadata.labels['']", "metadata.labels[a]", "spec.nodeName", "status.podIPs", "spec.nodeName['a']", "metadata.namespace ",
    "limits.cpu", "requests.memory", "limits.hugepages-2Mi", "requests.hugepages-", "limits.ephemeral-storage", "limits.example.com/gpu",
    "kubernetes.io/a", "a.kubernetes.io/b", "k8s.io/c", "x.k8s.io/c", "example.com/gpu", "requests.example.com/gpu", "hugepages-2Mi", "hugepages-1Gi", "hugepages-", "hugepages-x", "storage", "pods", "cpu", "memory", "ephemeral-storage",
    "iqn.2001-04.com.example:a", "iqn.2001-4.com", "eui.0123456789abcdef", "naa.0123456789abcdef", "naa.1", "iqn.",
    "net.ipv4.a", "net/ipv4/a", "kernel.shm_rmid_forced", "kernel/msgmax", "fs.mqueue.a", "kernel.sem", "a.B", "a/b.c",
    "nginx:latest", "nginx", "nginx@sha256:0", "localhost:5000/a", "NGINX", "http://a",
];

#[rustfmt::skip]
const QUANTITIES: &[&str] = &[
    "0", "1", "2", "-1", "-0", "+1", "100m", "1m", "0.5m", "1500m", "0.5", ".5", "5.", "1.5", "1n", "0.1n", "1u", "999n", "1k", "1K",
    "1Ki", "1ki", "1M", "1Mi", "2Mi", "3Mi", "4Mi", "1.5Mi", "0.1Gi", "1Gi", "64Gi", "1T", "1Ti", "1P", "1Pi", "1E", "1Ei", "8Ei", "9Ei",
    "7.9Ei", "1e3", "1E3", "1e+3", "1e-3", "1e-9", "1e-10", "1e18", "1e19", "1e308", "1e309", "-1e309", "1e-309", "1e", "1ee3", "1e3Ki",
    "1e2147483648", "1e99999999999999999999", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551616", "340282366920938463463374607431768211456", "0.000000001", "0.0000000001", "", " ", "1 ",
    " 1", "a", "Ki", "m", "-", "+", ".", "1_000", "1,5", "0x10", "1i", "1Mi1", "NaN", "inf", "٣", "1\u{a0}", "--1", "1.2.3",
];

/// Quantities that Kubernetes needs minutes to parse.
const EXTREME_QUANTITIES: &[&str] = &[
    "1e100000",
    "1e2147483647",
    "-1e2147483647",
    "1e-2147483648",
    "12345e-2147483647",
    "0e2147483647",
    "0.1e999999999",
];

#[rustfmt::skip]
const NUMBERS: &[i64] = &[
    0, 0, 1, 1, 2, 3, 5, 10, 20, 30, -1, -2, 63, 64, 100, 101, 255, 256, 511, 512, 599, 600, 3599, 3600, 8080, 65_535, 65_536,
    86_400, 7_862_400, 7_862_401, 2_147_483_647, -2_147_483_648, 2_147_483_648, 4_294_967_296, 4_294_967_297, i64::MAX, i64::MIN,
];

/// How many values of a kind are kept for a field.
const KEPT: usize = 300;

/// The values of the recorded pods, by field.
#[derive(Default)]
pub struct Words {
    texts: BTreeMap<String, BTreeSet<String>>,
    fields: BTreeMap<String, Field>,
    extremes: bool,
}

/// The values of a field in the recorded pods. The items of a list belong to the field of the list.
#[derive(Default)]
struct Field {
    texts: Vec<String>,
    numbers: Vec<i64>,
    /// The keys, if the values are objects.
    keys: Vec<String>,
    trees: Vec<Value>,
}

impl Words {
    pub fn of(pods: &[Value]) -> Self {
        let mut words = Self::default();
        for pod in pods {
            words.learn("", pod);
        }
        for (key, texts) in std::mem::take(&mut words.texts) {
            let every = texts.len().div_ceil(KEPT);
            words.fields.entry(key).or_default().texts = texts.into_iter().step_by(every).collect();
        }
        words
    }

    /// Whether there are also texts, lists and quantities of unreasonable size.
    #[must_use]
    pub fn with_extremes(self) -> Self {
        Self { extremes: true, ..self }
    }

    fn learn(&mut self, key: &str, value: &Value) {
        match value {
            Value::Null | Value::Bool(_) => {}
            Value::String(text) => {
                self.texts.entry(key.to_owned()).or_default().insert(text.clone());
            }
            Value::Number(number) => {
                let numbers = &mut self.fields.entry(key.to_owned()).or_default().numbers;
                let number = number.as_i64().unwrap_or_default();
                if numbers.len() < KEPT && !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn(key, item)),
            Value::Object(entries) => {
                let field = self.fields.entry(key.to_owned()).or_default();
                if field.trees.len() < KEPT {
                    field.trees.push(value.clone());
                }
                for name in entries.keys() {
                    if field.keys.len() < KEPT && !field.keys.contains(name) {
                        field.keys.push(name.clone());
                    }
                }
                entries.iter().for_each(|(name, value)| self.learn(name, value));
            }
        }
    }

    pub(super) fn text(&self, random: &mut Random, key: &str) -> String {
        let known = self.fields.get(key).map_or(&[][..], |field| &field.texts);
        self.any_text(random, known)
    }

    /// Returns a key of a map in the field `key`.
    pub(super) fn key(&self, random: &mut Random, key: &str) -> String {
        let known = self.fields.get(key).map_or(&[][..], |field| &field.keys);
        self.any_text(random, known)
    }

    pub(super) fn number(&self, random: &mut Random, key: &str) -> i64 {
        match self.fields.get(key) {
            Some(field) if !field.numbers.is_empty() && !random.one_in(3) => *random.pick(&field.numbers),
            _ => *random.pick(NUMBERS),
        }
    }

    pub(super) fn quantity(&self, random: &mut Random) -> String {
        if self.extremes && random.one_in(50) {
            let digits = random.pick(&["9", "0", "1", "10", "0.", "-", "e9", "Ki"]).repeat(10_000);
            return format!(
                "{}{digits}{}",
                random.pick(&["", "1", "-1", "0.", "1e"]),
                random.pick(QUANTITIES)
            );
        }
        if self.extremes && random.one_in(20) {
            return (*random.pick(EXTREME_QUANTITIES)).to_owned();
        }
        if random.one_in(8) {
            return twisted(random, QUANTITIES);
        }
        (*random.pick(QUANTITIES)).to_owned()
    }

    /// Returns an object that the field has in some pod.
    pub(super) fn tree(&self, random: &mut Random, key: &str) -> Option<&Value> {
        let trees = &self.fields.get(key)?.trees;
        (!trees.is_empty()).then(|| random.pick(trees))
    }

    /// Returns a number of items for a list or a map.
    pub(super) fn items(&self, random: &mut Random) -> usize {
        if self.extremes && random.one_in(5_000) {
            return 3_000;
        }
        *random.pick(&[0, 1, 1, 1, 1, 2, 2, 3])
    }

    fn any_text(&self, random: &mut Random, known: &[String]) -> String {
        if self.extremes && random.one_in(1_000) {
            return random.pick(HOSTILE).repeat(1 + random.below(5_000));
        }
        match random.below(20) {
            0..=14 if !known.is_empty() => random.pick(known).clone(),
            15 | 16 if !known.is_empty() => twisted(random, known),
            17 => twisted(random, HOSTILE),
            _ => (*random.pick(HOSTILE)).to_owned(),
        }
    }
}

/// Returns a text with a character removed or inserted, or one that is too long.
pub(super) fn twisted(random: &mut Random, from: &[impl AsRef<str>]) -> String {
    let mut text: Vec<char> = random.pick(from).as_ref().chars().collect();
    let at = random.below(text.len() + 1);
    match random.below(6) {
        0 if at < text.len() => drop(text.remove(at)),
        1 => text.insert(at, *random.pick(&['-', '.', '/', '_', ' ', 'A', '0', ':', '\'', '\n', 'é'])),
        2 if at < text.len() => text[at] = text[at].to_ascii_uppercase(),
        3 => text.extend(random.pick(from).as_ref().chars()),
        4 => {
            let length = *random.pick(&[15, 16, 63, 64, 104, 105, 128, 129, 253, 254, 255, 256, 317, 318]);
            let filler = *random.pick(&['a', 'a', 'a', '0', '.', 'A']);
            text.resize(length.max(text.len()), filler);
        }
        _ => text.reverse(),
    }
    text.into_iter().collect()
}
