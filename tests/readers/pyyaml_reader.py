"""Reads the corpus with PyYAML's own parser, which follows YAML 1.1, and counts the documents that it reads as another value."""

import json
import sys

import yaml


def differences(found, expected, path=""):
    if type(found) is not type(expected):
        yield path, found, expected
    elif isinstance(expected, dict):
        for key in expected.keys() | found.keys():
            if key in expected and key in found:
                yield from differences(found[key], expected[key], f"{path}.{key!r}")
            else:
                yield f"{path}.{key!r}", found.get(key), expected.get(key)
    elif isinstance(expected, list) and len(found) == len(expected):
        for index, (left, right) in enumerate(zip(found, expected)):
            yield from differences(left, right, f"{path}[{index}]")
    elif found != expected:
        yield path, found, expected


def main():
    documents = misread = 0
    for line in sys.stdin:
        document = json.loads(line)
        documents += 1
        try:
            found = yaml.load(document["yaml"], yaml.SafeLoader)
            wrong = list(differences(found, document["value"]))
        except yaml.YAMLError as error:
            wrong = [("document", str(error), "")]
        misread += bool(wrong)
        for path, found, expected in wrong[:5]:
            print(f"{path}: read {found!r}, written {expected!r}", file=sys.stderr)
    print(f"PyYAML {yaml.__version__}: {misread} of {documents} documents misread")
    return 1 if misread or not documents else 0


sys.exit(main())
