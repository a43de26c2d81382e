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

use std::error::Error;
use std::io::{self, BufRead, Write};

use k8s_openapi::api::core::v1;
use podwright::rules::{self, KubeVersion, Report};

fn main() -> Result<(), Box<dyn Error>> {
    let version = version()?;
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
        answer(&line, version, &mut out);
        out.push('\n');
        output.write_all(out.as_bytes())?;
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

/// Appends the verdict on a line of the input.
pub(crate) fn answer(line: &[u8], version: KubeVersion, out: &mut String) {
    match serde_json::from_slice::<v1::Pod>(line) {
        Ok(pod) => write_report(out, &rules::validate(&pod, version)),
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

fn write_report(out: &mut String, report: &Report) {
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
