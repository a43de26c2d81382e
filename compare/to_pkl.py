"""Prints a manifest as a Pkl program that amends the template of its kind.

    to_pkl.py TEMPLATES MANIFEST    (TEMPLATES: where `api/core/v1/Pod.pkl` is found)
"""

import json
import sys

import yaml

KINDS = {"Pod": "api/core/v1/Pod.pkl", "Job": "api/batch/v1/Job.pkl"}
# The fields whose keys are chosen by the author: mappings in Pkl, not objects.
MAPPINGS = {"labels", "annotations", "limits", "requests", "nodeSelector", "matchLabels"}


def lines(key, value, indent):
    space = "  " * indent
    if isinstance(value, dict):
        yield f"{space}{key} {{"
        for name, inner in value.items():
            yield from lines(f"[{json.dumps(name)}] =" if key in MAPPINGS else name, inner, indent + 1)
        yield f"{space}}}"
    elif isinstance(value, list):
        yield f"{space}{key} {{"
        for inner in value:
            yield from lines("new" if isinstance(inner, dict) else "", inner, indent + 1)
        yield f"{space}}}"
    else:
        text = json.dumps(value)
        yield f"{space}{text}" if not key else f"{space}{key} {text}" if key.endswith("=") else f"{space}{key} = {text}"


templates, path = sys.argv[1:]
with open(path) as file:
    manifest = yaml.safe_load(file)
kind = manifest.pop("kind")
manifest.pop("apiVersion")
print(f'amends "{templates}{KINDS[kind]}"\n')
for key, value in manifest.items():
    print("\n".join(lines(key, value, 0)))
