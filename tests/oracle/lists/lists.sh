#!/usr/bin/env bash
# Writes lists.txt anew, the lists of a pod that server-side apply merges, in each version of Kubernetes, and the table of the
# lists and quantities of all kinds by which `podwright::diff` compares. Needs Go.
set -euo pipefail
cd "$(dirname "$0")/.."
arguments=()
for version in 33.4 34.2 35.2 36.2 37.2; do
    directory=$(go mod download -json "k8s.io/client-go@v0.$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    arguments+=("1.${version%.*}" "$directory/applyconfigurations/internal/internal.go")
done
go run ./lists "${arguments[@]}" > lists/lists.txt
go run ./lists -table "${arguments[@]}" > ../../src/diff/schema/table.rs
rustfmt --edition 2024 --config-path ../.. ../../src/diff/schema/table.rs
