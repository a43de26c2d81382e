//! Reads pods, one JSON object a line on standard input, and says of each, one line on standard output, what the
//! API server would say on create: `{"ok":bool,"errors":[{"type","field","detail"}],"warnings":[..]}`.
//!
//! `--kubernetes 1.36` sets the version that is validated for. Lines that are no pods give an error of type `Decode`.

use std::error::Error;
use std::io::{self, BufRead, Write};

use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion};

fn main() -> Result<(), Box<dyn Error>> {
    let version = version()?;
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
            Ok(pod) => write_verdict(&mut report, &pod, version),
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

fn version() -> Result<KubeVersion, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(KubeVersion::default()),
        (Some("--kubernetes"), Some(version)) => Ok(version.parse()?),
        _ => Err("usage: validate [--kubernetes 1.36] < PODS".into()),
    }
}

fn write_verdict(out: &mut String, pod: &v1::Pod, version: KubeVersion) {
    let report = rules::validate(pod, version);
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
    out.push_str("]}");
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
