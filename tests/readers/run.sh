#!/bin/sh
# Has readers in other languages read what the writer writes, and Go's what the reader reads. Needs Go, and Python with
# PyYAML. The argument is the number of texts, each written as key and as value in several places, and of documents.
set -eu
cd "$(dirname "$0")"

count=${1:-100000}
corpus=$(mktemp)
trap 'rm -f "$corpus"' EXIT

cargo test --quiet --test yaml_corpus -- write "$count" >"$corpus"
(cd go && go run .) <"$corpus"
python3 pyyaml_reader.py <"$corpus"

cargo test --quiet --test yaml_corpus -- read "$count" >"$corpus"
(cd go && go run .) <"$corpus"
