#!/bin/sh
# image.sh ARCHIVE NAME COMMAND: writes an image of this machine's static busybox, as `docker save` would. COMMAND is JSON.
set -eu
archive=$1 name=$2 command=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root/bin" "$work/root/dev" "$work/root/etc" "$work/root/proc" "$work/root/sys" "$work/root/tmp" "$work/image"
chmod 1777 "$work/root/tmp"
cp /bin/busybox "$work/root/bin/busybox"
for applet in $(/bin/busybox --list); do
    [ -e "$work/root/bin/$applet" ] || ln -s busybox "$work/root/bin/$applet"
done
echo 'root:x:0:0:root:/:/bin/sh' > "$work/root/etc/passwd"
tar -C "$work/root" --owner=0 --group=0 -cf "$work/image/layer.tar" .
layer=$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)
architecture=$(dpkg --print-architecture)
cat > "$work/image/config.json" <<JSON
{"architecture":"$architecture","os":"linux","config":{"Env":["PATH=/bin"],"Cmd":$command},"rootfs":{"type":"layers","diff_ids":["sha256:$layer"]}}
JSON
echo "[{\"Config\":\"config.json\",\"RepoTags\":[\"$name\"],\"Layers\":[\"layer.tar\"]}]" > "$work/image/manifest.json"
tar -C "$work/image" -cf "$archive" manifest.json config.json layer.tar
