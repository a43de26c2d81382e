#!/usr/bin/env bash
# Builds the program of this directory with the code of other versions of Kubernetes: cluster-1.34 and so on in the directory that
# is given. Takes minutes for the first time. Needs Go. The tests of `tests/cluster` then run with such a program:
#
#     tests/oracle/cluster/versions.sh /tmp/cluster 34.2
#     PODWRIGHT_CLUSTER_PROGRAM=1.34:/tmp/cluster/cluster-1.34 cargo test --manifest-path tests/cluster/Cargo.toml
set -euo pipefail
work=$(mkdir -p "$1" && cd "$1" && pwd)
shift
cd "$(dirname "$0")/.."

for patch in "${@:-34.2}"; do
    sources=$work/sources-1.$patch
    mkdir -p "$sources/cluster"
    cp cluster/*.go "$sources/cluster"
    [ -e "$sources/go.mod" ] || ./module.sh "$patch" > "$sources/go.mod"
    (cd "$sources" && go build -mod=mod -o "$work/cluster-1.${patch%.*}" ./cluster >&2)
done
