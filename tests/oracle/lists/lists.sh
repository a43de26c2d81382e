#!/usr/bin/env bash
# Writes lists.txt anew: the lists that server-side apply merges, in each version of Kubernetes. Needs Go.
set -euo pipefail
cd "$(dirname "$0")/.."
arguments=()
for version in 33.4 34.2 35.2 36.2 37.2; do
    directory=$(go mod download -json "k8s.io/client-go@v0.$version" | sed -n 's/^\t"Dir": "\(.*\)",$/\1/p')
    arguments+=("1.${version%.*}" "$directory/applyconfigurations/internal/internal.go")
done
go run ./lists "${arguments[@]}" > lists/lists.txt
