//! Validates pods as the API server does when they are created.
//!
//! Reads one pod per line of standard input, as JSON. Writes one line per pod, in the same order:
//!
//! ```text
//! {"ok":false,"errors":[{"type":"Required","field":"spec.containers","detail":".."}],"warnings":[".."]}
//! ```
//!
//! `--kubernetes 1.36` sets the version of Kubernetes; it defaults to the version that the program is compiled for. A line
//! that is not a pod gives an error of type `Decode`.
//!
//! `--pod-security` adds to each verdict on a pod why the levels of the Pod Security Standards forbid it:
//! `"podSecurity":{"baseline":["host namespaces"],"restricted":[..]}`. A level that admits the pod has an empty list.

use std::error::Error;
use std::io::{self, BufRead, Write};

use k8s_openapi::api::core::v1;
use podwright::rules::pod_security::Level;
use podwright::rules::{self, KubeVersion};

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
            _ => return Err("usage: validate [--kubernetes 1.36] [--pod-security] < PODS".into()),
        }
    }
    Ok(options)
}

/// Appends the verdict on a line of the input.
pub(crate) fn answer(line: &[u8], options: &Options, out: &mut String) {
    match serde_json::from_slice::<v1::Pod>(line) {
        Ok(pod) => write_report(out, &pod, options),
        Err(error) => {
            let detail = other_kind(line).unwrap_or_else(|| error.to_string());
            out.push_str(r#"{"ok":false,"errors":["#);
            write_error(out, "Decode", "", &detail);
            out.push_str(r#"],"warnings":[]}"#);
        }
    }
}

/// Returns the reason why an object is not a pod, if it is an object of another kind.
fn other_kind(line: &[u8]) -> Option<String> {
    let object = serde_json::from_slice::<serde_json::Value>(line).ok()?;
    let kind = object["kind"].as_str()?;
    let version = object["apiVersion"].as_str().unwrap_or("v1");
    ((version, kind) != ("v1", "Pod"))
        .then(|| format!("the object is a {kind} of {version}, not a Pod of v1"))
}

fn write_report(out: &mut String, pod: &v1::Pod, options: &Options) {
    let report = rules::validate(pod, options.version);
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
        write_reasons(out, pod, Level::Baseline, options.version);
        out.push_str(r#","restricted":"#);
        write_reasons(out, pod, Level::Restricted, options.version);
        out.push('}');
    }
    out.push('}');
}

fn write_reasons(out: &mut String, pod: &v1::Pod, level: Level, version: KubeVersion) {
    out.push('[');
    for (i, failure) in rules::pod_security(pod, level, version).failures().iter().enumerate() {
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
    out.push_str(&serde_json::Value::from(text).to_string());
}
