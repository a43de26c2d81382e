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

cargo test --quiet --test yaml_corpus -- write "$count" >"$corpus"
"$reader" <"$corpus"
python3 pyyaml_reader.py <"$corpus"

cargo test --quiet --test yaml_corpus -- read "$count" >"$corpus"
"$reader" <"$corpus"

cargo test --quiet --test yaml_corpus -- layouts "$layouts" >"$corpus"
"$reader" <"$corpus"
