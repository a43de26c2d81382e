//! Many pods, all different, into one file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use podwright::manifest::Yaml;

use crate::{built, literal, paired};

const PODS: usize = 10_000;
const ROUNDS: usize = 5;

/// How many times as long literals written by `serde_yaml` take as pods that are built, judged and written by this crate.
pub(crate) fn speedup() -> io::Result<f64> {
    let path = std::env::temp_dir().join(format!("podwright-ratios-{}.yaml", std::process::id()));
    let mut failed = Ok(());
    let ratio = paired::median(ROUNDS, |_| match (timed(&path, raw_to_file), timed(&path, built_to_file)) {
        (Ok(raw), Ok(built)) => (raw, built),
        (Err(error), _) | (_, Err(error)) => {
            failed = Err(error);
            (Duration::ZERO, Duration::from_secs(1))
        }
    });
    fs::remove_file(&path)?;
    failed.map(|()| ratio)
}

fn timed(path: &Path, write: fn(File) -> io::Result<()>) -> io::Result<Duration> {
    let file = File::create(path)?;
    let start = Instant::now();
    write(file)?;
    Ok(start.elapsed())
}

fn raw_to_file(file: File) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    for number in 0..PODS {
        file.write_all(b"---\n")?;
        let pod = literal::numbered(format!("web-{number}"), number);
        serde_yaml::to_writer(&mut file, &pod).map_err(io::Error::other)?;
    }
    file.flush()
}

fn built_to_file(file: File) -> io::Result<()> {
    let mut file = BufWriter::new(file);
    let mut documents = Yaml::new().document_start().writer(&mut file);
    for number in 0..PODS {
        let name = format!("web-{number}").parse().map_err(io::Error::other)?;
        let pod = built::numbered(name, number).map_err(io::Error::other)?;
        documents.write(&pod).map_err(io::Error::other)?;
    }
    file.flush()
}
