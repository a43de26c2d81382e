"""Prints the fields of a manifest that another one lacks, and those with another value.

    fields.py EXPECTED MANIFEST
"""

import sys

import yaml


def leaves(value, path=""):
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list) and value:
        for index, inner in enumerate(value):
            # Lists of named items are compared by name.
            name = inner.get("name", index) if isinstance(inner, dict) else index
            yield from leaves(inner, f"{path}[{name}]")
    else:
        yield path.removeprefix("."), value


def read(path):
    with open(path) as file:
        return dict(leaves(yaml.safe_load(file)))


expected, found = read(sys.argv[1]), read(sys.argv[2])
more = sorted(found.keys() - expected.keys())
less = sorted(expected.keys() - found.keys())
other = sorted(path for path in expected.keys() & found.keys() if expected[path] != found[path])
print(f"{sys.argv[2]}: {len(more)} more, {len(less)} fewer, {len(other)} others")
for what, paths in ("more", more), ("fewer", less), ("other", other):
    for path in paths:
        print(f"  {what} {path}: {found.get(path, expected.get(path))}")
