"""Prints the table of mistakes from what `measure.sh` left in its directory, and compares it with COMPARE.md."""

import json
import sys
from pathlib import Path

import yaml

here, work = map(Path, sys.argv[1:])
types = set()
sources = (here / "mistakes.ts").read_text().splitlines()
for error in (work / "tsc.txt").read_text().splitlines():
    line = int(error.split("(")[1].split(",")[0])
    # The entry to which the line of the error belongs.
    name = next(text for text in reversed(sources[:line]) if text.startswith("  ") and text[2] != " ")
    types.add(name.split(":")[0].strip())

rows = [json.loads(line) for line in (work / "cdk8s.ndjson").read_text().splitlines()]
cdk8s = {}
for row in rows:
    name = row["name"]
    cdk8s[name] = (
        "no words" if not row["expressible"] else "types" if name in types else "synth" if row["error"] else "passes"
    )

names = sorted(path.stem for path in (here / "mistakes").glob("*.yaml"))
assert names == sorted(cdk8s), "mistakes.ts and mistakes/ differ"
columns = {"helm": {}, "schema": {}, "pkl": {}, "cdk8s": cdk8s}
for name in names:
    for column in ("helm", "schema", "pkl"):
        columns[column][name] = (work / f"{name}.{column}").read_text().strip()
    if columns["pkl"][name] == "passes":
        # What passes still is the manifest with the mistake.
        written = yaml.safe_load((work / f"{name}.yaml").read_text())
        assert written == yaml.safe_load((here / "mistakes" / f"{name}.yaml").read_text()), name
    print(name, *(columns[column][name] for column in columns), sep=" | ")
for column, verdicts in columns.items():
    caught = [name for name, verdict in verdicts.items() if verdict not in ("passes", "no words")]
    written = [name for name, verdict in verdicts.items() if verdict != "no words"]
    print(f"{column}: {len(caught)} of {len(written)}")

compare = {}
for line in (here.parent / "COMPARE.md").read_text().splitlines():
    cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    if len(cells) == 8 and cells[0] in names:
        compare[cells[0]] = [{"-": "passes"}.get(cell, cell) for cell in cells[2:6]]
for name in names:
    measured = [columns[column][name] for column in ("schema", "helm", "cdk8s", "pkl")]
    assert measured == compare[name], (name, measured, compare[name])
