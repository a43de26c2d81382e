#!/usr/bin/env bash
# Builds the program of this directory with the code of each version of Kubernetes: oracle-1.33 and so on in the directory that is
# given. Takes minutes for the first time. With a file of objects it prints one line for each object and verdict, with the versions
# that give this verdict. Fields that a version does not know are dropped. Needs Go and python3.
#
#     tests/oracle/versions.sh /tmp/oracle
#     tests/oracle/versions.sh /tmp/oracle objects.ndjson | gzip -9n > tests/conformance/object-versions.ndjson.gz
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
python3 - "$work" "$objects" <<'PYTHON'
import json, sys

work, objects = sys.argv[1:]
versions = ["1.33", "1.34", "1.35", "1.36", "1.37"]
with open(objects) as file:
    verdicts = [open(f"{work}/verdicts-{version}") for version in versions]
    for line, *rows in zip(file, *verdicts, strict=True):
        groups = {}
        for version, row in zip(versions, map(json.loads, rows)):
            # The order of some errors is random, and details hold addresses.
            row["errors"].sort(key=lambda error: (error["field"], error["type"], error["detail"]))
            key = row["ok"], *[(error["field"], error["type"]) for error in row["errors"]], *row["warnings"]
            groups.setdefault(key, (row, []))[1].append(version)
        for row, group in groups.values():
            row = {"pod": json.loads(line), "kubernetes": group, **row}
            print(json.dumps(row, separators=(",", ":"), ensure_ascii=False))
PYTHON
