#!/bin/sh
# Runs readers in other languages on what this crate writes, and Go's reader also on what this crate reads. Needs Go, and
# Python with PyYAML. The argument is the number of texts and of documents. Each text is written as a key and as a value in
# several places.
set -eu
cd "$(dirname "$0")"

count=${1:-100000}
corpus=$(mktemp)
trap 'rm -f "$corpus"' EXIT

PODWRIGHT_CORPUS=$corpus PODWRIGHT_CORPUS_WRITTEN=$count cargo test --quiet --test manifest a_corpus_is_written
(cd go && go run .) <"$corpus"
python3 pyyaml_reader.py <"$corpus"

PODWRIGHT_CORPUS=$corpus PODWRIGHT_CORPUS_READ=$count cargo test --quiet --test manifest a_corpus_is_written
(cd go && go run .) <"$corpus"
