#!/usr/bin/env bash
# Prints a go.mod for a program that uses the code of another version of Kubernetes: tests/oracle/module.sh 37.2 for 1.37.2.
set -euo pipefail
cd "$(dirname "$0")"
patch=$1
mod=$(go mod download -json "k8s.io/kubernetes@v1.$patch" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
printf 'module podwright.dev/oracle\n\ngo 1.24.0\n\nrequire k8s.io/kubernetes v1.%s\n' "$patch"
for module in api apimachinery apiserver client-go component-helpers; do
    echo "require k8s.io/$module v0.$patch"
done
# Kubernetes replaces these modules by directories of its own.
{ cat "$mod"; sed 's|=> k8s.io/|=> ./staging/src/k8s.io/|' go.mod; } |
    grep -oE '=> \./staging/src/k8s.io/[a-z-]+' | sed "s|.*/\(k8s.io/.*\)|replace \1 => \1 v0.$patch|" | sort -u
