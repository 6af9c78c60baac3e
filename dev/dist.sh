#!/usr/bin/env bash
# Makes flinkctl for this machine, which needs no Java to be installed: dist/bin/flinkctl, with the plugin kubectl-flink beside it,
# and the same as dist/flinkctl-VERSION-linux-ARCHITECTURE.tar.gz to take elsewhere. The way of the image is the way here: images/runtime.sh.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

# With their times and in one folder: the cache of classes compares the times of the jars.
pack() {
  local name=$1 archive=$2
  tar --create --gzip --file "$archive.part" --directory dist --owner=0 --group=0 --transform "s,^,$name/," bin lib runtime
  mv "$archive.part" "$archive"
}

version=$(project_version)
name=flinkctl-$version
archive=dist/$name-linux-$(uname -m).tar.gz
dev/images.sh dist "$ROOT/dist"
rm -f dist/*.tar.gz dist/*.part
with_progress "Packing $archive" pack "$name" "$archive"
say "$(du -sm dist/runtime dist/lib | awk '{ sum += $1 } END { print sum }') MB in dist, $(du -m "$archive" | cut -f 1) MB as $archive"
