#!/bin/sh
# Measures podwright for COMPARE.md: compiles and runs the programs of `mistakes/`, reads its manifests, and compares both with
# the table of COMPARE.md, and what `pod/web.rs` prints with `pod/web.yaml`.
#
#   compare/podwright.sh DIRECTORY
#
# DIRECTORY gets a package with one program per mistake. A mistake without a program is one that the API has no words for.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(dirname "$here")
mkdir -p "$1/src/bin"
cd "$1"
cp "$here"/mistakes/*.rs "$here/pod/web.rs" src/bin/
cp "$repository/Cargo.lock" .
cat >Cargo.toml <<P
[package]
name = "mistakes"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
k8s-openapi = { version = "0.29", features = ["v1_36"] }
podwright = { path = "$repository", features = ["app"] }
P
# `cargo check` is what an editor runs.
cargo check --quiet --keep-going --bins 2>check.txt || true
CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$repository/target} cargo build --quiet --manifest-path "$repository/Cargo.toml" \
    --example reformat
reformat=${CARGO_TARGET_DIR:-$repository/target}/debug/examples/reformat

measure() {
    for manifest in "$here"/mistakes/*.yaml; do
        name=$(basename "$manifest" .yaml)
        reading=passes
        "$reformat" --kubernetes 1.36 <"$manifest" >/dev/null 2>&1 || reading=refused
        if [ ! -f "src/bin/$name.rs" ]; then
            program="no words"
        elif grep -q "bin \"$name\"" check.txt; then
            program=types
        elif ! cargo run --quiet --bin "$name" >output.txt 2>&1; then
            case $(cat output.txt) in
            *cannot\ be\ created*) program="build()" ;;
            *) program=parsing ;;
            esac
        else
            program=passes
        fi
        echo "$name | $program | $reading"
    done
}

measure | tee measured.txt
awk -F ' *[|] *' '/^[|] `/ && NF == 10 {
    gsub(/`/, "")
    print $2 " | " ($8 == "-" ? "passes" : $8) " | " ($9 == "refused" ? "refused" : "passes")
}' "$repository/COMPARE.md" | LC_ALL=C sort >table.txt
LC_ALL=C sort measured.txt | diff table.txt -
cargo run --quiet --bin web | diff "$here/pod/web.yaml" -
