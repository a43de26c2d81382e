//! Reads manifests from standard input, validates them, and writes them to standard output as YAML of this crate.
//!
//! Problems are shown on standard error, with the lines of the input, and the exit status is 1. The other documents are still
//! written, with everything that they have. Warnings and advice are shown, too. `--kubernetes 1.36` sets the version of Kubernetes to
//! validate for. `--unvalidated` validates nothing: for patches, which are only parts of objects.
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
    let options = options()?;
    let reader = Reader::new(io::stdin().lock()).named("<stdin>").kubernetes(options.version);
    let mut documents = Yaml::new().writer(io::BufWriter::new(io::stdout().lock()));
    let mut status = ExitCode::SUCCESS;
    for document in reader {
        let read = document.and_then(|document| {
            if options.unvalidated {
                Ok((Vec::new(), document.unvalidated()?))
            } else {
                Ok((document.warnings()?, document.object()?))
            }
        });
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

/// What the arguments of the program set.
#[derive(Default)]
struct Options {
    version: KubeVersion,
    unvalidated: bool,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (&*argument, arguments.len()) {
            ("--kubernetes", 1..) => options.version = arguments.next().unwrap_or_default().parse()?,
            ("--unvalidated", _) => options.unvalidated = true,
            _ => return Err("usage: reformat [--kubernetes 1.36] [--unvalidated] < MANIFESTS".into()),
        }
    }
    Ok(options)
}
