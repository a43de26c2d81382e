#!/usr/bin/env bash
# Measures the compile time of this crate, and of a program that writes raw k8s-openapi literals.
#
#   benches/compile_time.sh [cold|registry|edit|shares ..]     (defaults to all of them)
#
#   cold     a clean build of everything: k8s-openapi alone, and with this crate
#   registry the same, without incremental compilation: a dependency from a registry has none, one with a path has
#   edit     one line changed in a program of 20 pods, each the web pod of these benches, in a module of its own
#   shares   type-checking pods of many sidecars, each of which shares its own volume with the main container
#
# Each figure is the median of several rounds, in which the sides take turns. On a busy machine, compare the processor times
# (user and system), not the wall times. Environment: ROUNDS_COLD, ROUNDS_EDIT, PODS, SIDECARS, and
# KUBERNETES, the version feature that programs enable. It needs cargo and writes to a temporary directory only.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
rounds_cold=${ROUNDS_COLD:-3}
rounds_edit=${ROUNDS_EDIT:-15}
pods=${PODS:-20}
sidecars=${SIDECARS:-10 50 100}
kubernetes=${KUBERNETES:-latest}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
unset CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR RUSTC_WRAPPER RUSTFLAGS CARGO_INCREMENTAL

# program NAME DEPENDENCY..: a package without sources.
program() {
    local name=$1
    shift
    mkdir -p "$name/src"
    cp "$repository/Cargo.lock" "$name/Cargo.lock"
    {
        printf '[package]\nname = "program"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
        printf '%s\n' "$@"
    } >"$name/Cargo.toml"
    printf 'fn main() {}\n' >"$name/src/main.rs"
    cargo fetch --quiet --manifest-path "$name/Cargo.toml"
}

on_k8s_openapi="k8s-openapi = { version = \"0.29\", features = [\"$kubernetes\"] }"
on_podwright="podwright = { path = \"$repository\", features = [\"$kubernetes\"] }"
on_serde_yaml='serde_yaml = "0.9.34"'

# timed NAME SIDE COMMAND..: runs the command, and records its wall time and processor time in milliseconds.
timed() {
    local name=$1 side=$2 TIMEFORMAT='%R %U %S'
    shift 2
    if ! { time "$@" >"$side.log" 2>&1; } 2>time; then
        cat "$side.log" >&2
        exit 1
    fi
    awk '{ printf "%d %d\n", $1 * 1000, ($2 + $3) * 1000 }' time >>"$name.$side"
}

# median FILE COLUMN
median() {
    sort -n -k "$2,$2" "$1" | awk -v column="$2" '{ values[NR] = $column } END { print values[int((NR + 1) / 2)] }'
}

# report NAME LEFT RIGHT: prints the times of both sides, and LEFT divided by RIGHT.
report() {
    local name=$1 left=$2 right=$3 side
    for side in "$left" "$right"; do
        printf '%-22s %-12s %8d ms wall %8d ms cpu\n' "$name" "$side" \
            "$(median "$name.$side" 1)" "$(median "$name.$side" 2)"
    done
    awk -v name="$name" \
        -v lw="$(median "$name.$left" 1)" -v rw="$(median "$name.$right" 1)" \
        -v lc="$(median "$name.$left" 2)" -v rc="$(median "$name.$right" 2)" \
        'BEGIN { printf "%s_wall_ratio %.3f\n%s_cpu_ratio %.3f\n", name, lw / rw, name, lc / rc }'
}

registry() {
    CARGO_INCREMENTAL=0 cold registry
}

cold() {
    local name=${1:-cold}
    program cold_raw "$on_k8s_openapi"
    program cold_podwright "$on_k8s_openapi" "$on_podwright"
    local round side
    for ((round = 0; round < rounds_cold; round++)); do
        for side in raw podwright; do
            rm -rf "cold_$side/target"
            timed "$name" "$side" cargo build --offline --manifest-path "cold_$side/Cargo.toml"
        done
    done
    report "$name" podwright raw
}

# twenty NAME SOURCE PRINT: a program that prints the pods, each made by a copy of the source.
twenty() {
    local name=$1 source=$2 print=$3 pod
    {
        printf '#![allow(dead_code)]\n\n'
        for ((pod = 1; pod <= pods; pod++)); do
            sed "s/web-tls/web-tls-$pod/" "$source" >"$name/src/pod_$pod.rs"
            printf 'mod pod_%d;\n' "$pod"
        done
        printf 'fn main() {\n'
        for ((pod = 1; pod <= pods; pod++)); do
            printf '    print!("---\\n{}", %s(&pod_%d::pod()).unwrap());\n' "$print" "$pod"
        done
        printf '}\n'
    } >"$name/src/main.rs"
}

# change NAME NUMBER: the tag of an image of one of the pods, in one line.
change() {
    sed -i -E "s#(acme/web:)[0-9.]+#\1$2#" "$1/src/pod_$((pods / 2)).rs"
    grep -q "acme/web:$2" "$1/src/pod_$((pods / 2)).rs"
}

edit() {
    program edit_raw "$on_k8s_openapi" "$on_serde_yaml"
    program edit_podwright "$on_k8s_openapi" "$on_podwright"
    twenty edit_raw "$repository/benches/support/web_pod/literal.rs" serde_yaml::to_string
    twenty edit_podwright "$repository/benches/support/web_pod/built.rs" podwright::to_yaml
    local round side mode
    for mode in check build; do
        for side in raw podwright; do
            cargo "$mode" --quiet --offline --manifest-path "edit_$side/Cargo.toml"
        done
        for ((round = 0; round < rounds_edit; round++)); do
            for side in raw podwright; do
                change "edit_$side" $((10000 + round))
                timed "edit_$mode" "$side" cargo "$mode" --offline --manifest-path "edit_$side/Cargo.toml"
            done
        done
        report "edit_$mode" podwright raw
    done
}

# many COUNT: a pod of COUNT sidecars, each of which shares a volume with the main container.
many() {
    local count=$1 i
    # A program with more than about 60 volumes must raise the recursion limit.
    printf '#![recursion_limit = "512"]\n\nuse podwright::prelude::*;\n\n'
    for ((i = 0; i < count; i++)); do
        printf 'shared_volume!(V%d = "v%d", EmptyDir::new());\n' "$i" "$i"
    done
    printf '\nfn main() {\n    let pod = Pod::builder(name!("many"))\n'
    for ((i = 0; i < count; i++)); do
        printf '        .sidecar(Sidecar::new(name!("s%d"), image!("busybox:1")).share(V%d.at(path!("/v%d"))))\n' "$i" "$i" "$i"
    done
    printf '        .main(Container::new(name!("main"), image!("busybox:1"))\n'
    for ((i = 0; i < count; i++)); do
        printf '            .share(V%d.at(path!("/v%d")))\n' "$i" "$i"
    done
    printf '        )\n        .build()\n        .unwrap();\n    assert_eq!(pod.spec.as_ref().unwrap().containers.len(), 1);\n}\n'
}

shares() {
    program shares "$on_k8s_openapi" "$on_podwright"
    cargo check --quiet --offline --manifest-path shares/Cargo.toml
    local count round
    for count in $sidecars; do
        for ((round = 0; round < 3; round++)); do
            { many "$count"; printf '// %d\n' "$round"; } >shares/src/main.rs
            timed "shares_$count" check cargo check --offline --manifest-path shares/Cargo.toml
        done
        printf '%-22s %-12s %8d ms wall %8d ms cpu\n' "shares_$count" check \
            "$(median "shares_$count.check" 1)" "$(median "shares_$count.check" 2)"
    done
}

if (($# == 0)); then
    set -- cold registry edit shares
fi
for part in "$@"; do
    case $part in
        cold | registry | edit | shares) "$part" ;;
        *) printf 'no such part: %s (cold, registry, edit, shares)\n' "$part" >&2; exit 2 ;;
    esac
done
