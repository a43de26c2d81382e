//! Validates objects as the API server does when they are created.
//!
//! Reads one object per line of standard input, as JSON: pods, and every other kind that has rules. An object without a kind is
//! a pod. Writes one line per object, in the same order:
//!
//! ```text
//! {"ok":false,"errors":[{"type":"Required","field":"spec.containers","detail":".."}],"warnings":[".."]}
//! ```
//!
//! `--kubernetes 1.36` sets the version of Kubernetes; it defaults to the version that the program is compiled for. A line
//! that cannot be read, or is of a kind without rules, gives an error of type `Decode`.
//!
//! `--pod-security` adds to each verdict on a pod or a workload why the levels of the Pod Security Standards forbid it:
//! `"podSecurity":{"baseline":["host namespaces"],"restricted":[..]}`. A level that admits it has an empty list.

mod kinds;

use std::error::Error;
use std::io::{self, BufRead, Write};

use k8s_openapi::api::core::v1;
use kinds::Visitor;
use podwright::rules::pod_security::Level;
use podwright::rules::{self, KubeVersion, Validate};
use serde_json::Value;

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (mut line, mut out) = (Vec::new(), String::new());
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        out.clear();
        answer(&line, &options, &mut out);
        out.push('\n');
        output.write_all(out.as_bytes())?;
    }
    Ok(output.flush()?)
}

/// What the arguments of the program set.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) version: KubeVersion,
    pub(crate) pod_security: bool,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.len()) {
            ("--kubernetes", 1..) => options.version = arguments.next().unwrap_or_default().parse()?,
            ("--pod-security", _) => options.pod_security = true,
            _ => return Err("usage: validate [--kubernetes 1.36] [--pod-security] < OBJECTS".into()),
        }
    }
    Ok(options)
}

/// Appends the verdict on a line of the input.
pub(crate) fn answer(line: &[u8], options: &Options, out: &mut String) {
    // Most objects are pods, which are read without a detour.
    let pod = match serde_json::from_slice::<v1::Pod>(line) {
        Ok(pod) => return write_report(out, &pod, options),
        Err(error) => error,
    };
    let answered = match serde_json::from_slice::<Value>(line) {
        Ok(object) if !is_pod(&object) => kinds::read(&object, Answer { options, out: &mut *out }),
        _ => Err(pod),
    };
    if let Err(error) = answered {
        out.push_str(r#"{"ok":false,"errors":["#);
        write_error(out, "Decode", "", &error.to_string());
        out.push_str(r#"],"warnings":[]}"#);
    }
}

/// Tells whether an object is meant to be a pod.
fn is_pod(object: &Value) -> bool {
    let is = |field: &str, word| object[field].as_str().is_none_or(|given| given == word);
    is("apiVersion", "v1") && is("kind", "Pod")
}

/// Writes the verdict on an object of any kind.
struct Answer<'a> {
    options: &'a Options,
    out: &'a mut String,
}

impl Visitor for Answer<'_> {
    type Output = ();

    fn visit<T: Validate>(self, object: T) {
        write_report(self.out, &object, self.options);
    }
}

fn write_report<T: Validate>(out: &mut String, object: &T, options: &Options) {
    let report = rules::validate(object, options.version);
    out.push_str(if report.is_accepted() { r#"{"ok":true,"errors":["# } else { r#"{"ok":false,"errors":["# });
    for (i, violation) in report.violations().iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_error(out, violation.kind().name(), violation.field(), &violation.message());
    }
    out.push_str(r#"],"warnings":["#);
    for (i, warning) in report.warnings().iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_text(out, &warning.to_string());
    }
    out.push(']');
    if options.pod_security {
        out.push_str(r#","podSecurity":{"baseline":"#);
        write_reasons(out, object, Level::Baseline, options.version);
        out.push_str(r#","restricted":"#);
        write_reasons(out, object, Level::Restricted, options.version);
        out.push('}');
    }
    out.push('}');
}

fn write_reasons<T: Validate>(out: &mut String, object: &T, level: Level, version: KubeVersion) {
    out.push('[');
    for (i, failure) in rules::pod_security(object, level, version).failures().iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_text(out, failure.reason());
    }
    out.push(']');
}

fn write_error(out: &mut String, kind: &str, field: &str, detail: &str) {
    out.push_str(r#"{"type":"#);
    write_text(out, kind);
    out.push_str(r#","field":"#);
    write_text(out, field);
    out.push_str(r#","detail":"#);
    write_text(out, detail);
    out.push('}');
}

fn write_text(out: &mut String, text: &str) {
    out.push_str(&Value::from(text).to_string());
}
