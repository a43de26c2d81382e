#!/usr/bin/env bash
# Builds the program of this directory with the code of each version of Kubernetes: oracle-1.33 and so on in the directory that is
# given. Takes minutes for the first time. With a second argument, a file of objects, it prints one line for each object and
# version whose verdict differs from that of 1.36, and for every object in each version if the third argument is `all`:
#
#     tests/oracle/versions.sh /tmp/oracle
#     tests/oracle/versions.sh /tmp/oracle objects.ndjson all | gzip -9n > tests/conformance/object-versions.ndjson.gz
#
# Fields that a version does not know are dropped. Needs Go and python3.
set -euo pipefail
work=$(mkdir -p "$1" && cd "$1" && pwd)
objects=${2:+$(realpath "$2")}
cd "$(dirname "$0")"

for patch in 33.4 34.2 35.2 36.2 37.2; do
    sources=$work/sources-1.$patch
    mkdir -p "$sources"
    cp ./*.go "$sources"
    [ -e "$sources/go.mod" ] || ./module.sh "$patch" > "$sources/go.mod"
    (cd "$sources" && nice go build -mod=mod -o "$work/oracle-1.${patch%.*}" . >&2)
done

[ -n "$objects" ] || exit 0
for version in 1.33 1.34 1.35 1.36 1.37; do
    "$work/oracle-$version" -drop < "$objects" > "$work/verdicts-$version"
done
python3 - "$work" "$objects" "${3:-}" <<'PYTHON'
import json, sys

work, objects, every = sys.argv[1:]
versions = ["1.33", "1.34", "1.35", "1.36", "1.37"]
found = lambda row: (row["ok"], {(error["type"], error["field"]) for error in row["errors"]}, set(row["warnings"]))
with open(objects) as file:
    verdicts = [open(f"{work}/verdicts-{version}") for version in versions]
    for line, *rows in zip(file, *verdicts, strict=True):
        rows = dict(zip(versions, map(json.loads, rows)))
        for version, row in rows.items():
            if every or found(row) != found(rows["1.36"]):
                row = {"pod": json.loads(line), "kubernetes": version, **row}
                print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
PYTHON
