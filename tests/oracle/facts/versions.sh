#!/usr/bin/env bash
# Builds the program of this directory with the code of each version of Kubernetes, and writes their answers on the pods that
# tests/rules/facts.rs makes to recorded.ndjson.gz. The programs stay in the directory that is given: facts-1.33 and so on.
# Takes an hour of CPU time at first. Needs Go and python3.
#
#     tests/oracle/facts/versions.sh /tmp/facts
#     PODWRIGHT_FACTS_PODS=20000 PODWRIGHT_FACTS_PROGRAM=1.33:/tmp/facts/facts-1.33 cargo test --test rules facts
set -euo pipefail
work=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/../../.."

for patch in 33.4 34.2 35.2 36.2 37.2; do
    sources=$work/sources-1.$patch
    mkdir -p "$sources"
    cp tests/oracle/facts/main.go "$sources"
    [ -e "$sources/go.mod" ] || tests/oracle/module.sh "$patch" > "$sources/go.mod"
    (cd "$sources" && nice go build -mod=mod -o "$work/facts-1.${patch%.*}" .)
done

PODWRIGHT_FACTS_WRITE="$work/pods" cargo test --quiet --test rules pods_are_written
for version in 1.33 1.34 1.35 1.36 1.37; do
    "$work/facts-$version" < "$work/pods" > "$work/answers-$version"
done
python3 - "$work" <<'PYTHON'
import gzip, json, sys

work, versions = sys.argv[1], ["1.33", "1.34", "1.35", "1.36", "1.37"]
lines = [open(f"{work}/{name}").readlines() for name in ["pods"] + [f"answers-{version}" for version in versions]]
with open("tests/oracle/facts/recorded.ndjson.gz", "wb") as file, gzip.GzipFile("", "wb", 9, file, 0) as rows:
    for row in zip(*lines, strict=True):
        row = dict(zip(["pod"] + versions, map(json.loads, row)))
        rows.write((json.dumps(row, separators=(",", ":")) + "\n").encode())
PYTHON
