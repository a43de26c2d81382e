//! Writing many different pods to one file.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use podwright::manifest::Yaml;

use crate::{built, literal, paired};

const PODS: usize = 10_000;
const ROUNDS: usize = 5;

/// The number of the first pod. All later numbers have as many digits.
const FIRST: usize = 10_000;

/// The buffer size of both sides, large enough for few system calls.
const BUFFER: usize = 1 << 18;

/// Returns the time of literals written by `serde_yaml`, divided by that of pods built, validated and written by this crate.
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

/// Returns the peak memory in bytes while `pods` pods are built, validated and written.
pub(crate) fn peak_bytes(pods: usize) -> io::Result<u64> {
    let mut result = Ok(());
    let memory = allocation_counter::measure(|| result = build_and_write(io::sink(), pods));
    result.map(|()| memory.bytes_max)
}

fn timed(path: &Path, write: fn(File) -> io::Result<()>) -> io::Result<Duration> {
    let file = File::create(path)?;
    let start = Instant::now();
    write(file)?;
    Ok(start.elapsed())
}

fn raw_to_file(file: File) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(BUFFER, file);
    for number in FIRST..FIRST + PODS {
        file.write_all(b"---\n")?;
        let pod = literal::numbered(format!("web-{number}"), number);
        serde_yaml::to_writer(&mut file, &pod).map_err(io::Error::other)?;
    }
    file.flush()
}

fn built_to_file(file: File) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(BUFFER, file);
    build_and_write(&mut file, PODS)?;
    file.flush()
}

fn build_and_write(destination: impl Write, pods: usize) -> io::Result<()> {
    let mut documents = Yaml::new().document_start().writer(destination);
    for number in FIRST..FIRST + pods {
        let name = format!("web-{number}").try_into().map_err(io::Error::other)?;
        let pod = built::numbered(name, number).map_err(io::Error::other)?;
        documents.write(&pod).map_err(io::Error::other)?;
    }
    Ok(())
}
