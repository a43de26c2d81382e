//! Reads manifests from standard input, validates them, and writes them to standard output as YAML of this crate.
//!
//! Problems are shown on standard error, with the lines of the input, and the exit status is 1. The other documents are still
//! written, with everything that they have. Warnings and advice are shown, too. `--kubernetes 1.36` sets the version of Kubernetes to validate for.
//!
//! ```sh
//! cargo run --example reformat < examples/myapp_pod.yaml
//! ```

use std::error::Error;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use podwright::manifest::{Reader, Yaml};
use podwright::rules::KubeVersion;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let reader = Reader::new(io::stdin().lock()).named("<stdin>").kubernetes(version()?);
    let mut documents = Yaml::new().writer(io::BufWriter::new(io::stdout().lock()));
    let mut status = ExitCode::SUCCESS;
    for document in reader {
        let read = document.and_then(|document| Ok((document.warnings()?, document.object()?)));
        match read {
            Ok((warnings, object)) => {
                for warning in warnings {
                    writeln!(io::stderr(), "warning: <stdin>:{warning}")?;
                }
                documents.write(&object)?;
            }
            Err(errors) => {
                let excerpts = errors.excerpts();
                let excerpts = if io::stderr().is_terminal() { excerpts.colored() } else { excerpts };
                writeln!(io::stderr(), "{excerpts}")?;
                status = ExitCode::FAILURE;
            }
        }
    }
    documents.into_inner().flush()?;
    Ok(status)
}

fn version() -> Result<KubeVersion, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(KubeVersion::default()),
        (Some("--kubernetes"), Some(version)) => Ok(version.parse()?),
        _ => Err("usage: reformat [--kubernetes 1.36] < MANIFESTS".into()),
    }
}
