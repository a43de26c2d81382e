#!/bin/sh
# Runs readers in other languages on what this crate writes, and kubectl's reader also on streams that this crate reads or
# refuses. Needs Go, and Python with PyYAML. The first argument is the number of texts and of documents, the second that of
# layouts. Each text is written as a key and as a value in several places.
set -eu
cd "$(dirname "$0")"

count=${1:-100000}
layouts=${2:-$count}
corpus=$(mktemp)
reader=$(mktemp)
trap 'rm -f "$corpus" "$reader"' EXIT
(cd go && go build -o "$reader" .)

corpus() { PODWRIGHT_CORPUS=$corpus cargo test --quiet --test manifest a_corpus_is_written; }

PODWRIGHT_CORPUS_WRITTEN=$count corpus
"$reader" <"$corpus"
python3 pyyaml_reader.py <"$corpus"

PODWRIGHT_CORPUS_READ=$count corpus
"$reader" <"$corpus"

PODWRIGHT_CORPUS_LAYOUTS=$layouts corpus
"$reader" <"$corpus"
