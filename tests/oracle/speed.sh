#!/usr/bin/env bash
# Measures how many pods a second the example `validate` and the code of Kubernetes validate, each with one thread on one CPU.
# Both read the recorded pods from JSON, five times over, and write the verdicts. The time is CPU time.
# Needs Go and python3.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cargo build --release --quiet --package podwright --features latest --example validate
(cd tests/oracle && go build -o "$work/kubernetes" .)
cp "$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')/release/examples/validate" "$work/validate"
python3 - "$work/pods" <<'PYTHON'
import gzip, json, sys

with gzip.open("tests/conformance/pods-1.36.2.ndjson.gz", "rt") as rows, open(sys.argv[1], "w") as pods:
    lines = [json.dumps(json.loads(row)["pod"]) + "\n" for row in rows]
    pods.writelines(lines * 5)
PYTHON

pods=$(wc -l < "$work/pods")
cpu=$(($(nproc) - 1))
measure() {
    local name=$1
    shift
    local TIMEFORMAT='%U %S'
    local seconds
    seconds=$( { time taskset -c "$cpu" "$@" < "$work/pods" > "$work/verdicts"; } 2>&1)
    python3 -c 'import sys; n, t = int(sys.argv[2]), float(sys.argv[3]) + float(sys.argv[4])
print(f"{sys.argv[1]}: {n / t:,.0f} pods a second ({n} pods, {t:.2f} s)")' "$name" "$pods" $seconds
}
for _ in 1 2 3; do
    measure podwright "$work/validate" --kubernetes 1.36
    GOMAXPROCS=1 measure kubernetes "$work/kubernetes"
done
