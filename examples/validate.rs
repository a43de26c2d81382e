//! Reads pods, one JSON object a line on standard input, and says of each, one line on standard output, what the
//! API server would say on create: `{"ok":bool,"errors":[{"type","field","detail"}],"warnings":[..]}`.
//!
//! `--kubernetes 1.36` sets the version that is validated for. Lines that are no pods give an error of type `Decode`.
//!
//! `--pod-security` adds to the verdict on a pod why the levels of the Pod Security Standards forbid it, nothing where they
//! do not: `"podSecurity":{"baseline":["host namespaces"],"restricted":[..]}`.

use std::error::Error;
use std::io::{self, BufRead, Write};

use k8s_openapi::api::core::v1;
use podwright::rules::pod_security::Level;
use podwright::rules::{self, KubeVersion};

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let (mut line, mut report) = (Vec::new(), String::new());
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        report.clear();
        match serde_json::from_slice::<v1::Pod>(&line) {
            Ok(pod) => write_verdict(&mut report, &pod, &options),
            Err(error) => {
                report.push_str(r#"{"ok":false,"errors":["#);
                write_error(&mut report, "Decode", "", &error.to_string());
                report.push_str(r#"],"warnings":[]}"#);
            }
        }
        report.push('\n');
        output.write_all(report.as_bytes())?;
    }
    Ok(output.flush()?)
}

#[derive(Default)]
struct Options {
    version: KubeVersion,
    pod_security: bool,
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

fn write_verdict(out: &mut String, pod: &v1::Pod, options: &Options) {
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
    let mut before = '[';
    for failure in rules::pod_security(pod, level, version).failures() {
        out.push(before);
        write_text(out, failure.reason());
        before = ',';
    }
    out.push_str(if before == '[' { "[]" } else { "]" });
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
