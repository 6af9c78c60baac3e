#!/usr/bin/env bash
# runtime.sh JARS FOLDER: makes flinkctl run by itself: a Java runtime of the needed modules, the jars, the launcher, and a cache of classes
# recorded in a training run. JARS holds flinkctl.jar and lib/*.jar. The image and dist/ are both made by it; JAVA_HOME must be a JDK 25.
set -euo pipefail

jars=${1:?the folder of the jars}
folder=${2:?the folder to make}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Jackson and Micrometer know java.desktop and java.sql too, but do without them: 15 MB less.
modules=java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.xml
modules+=,jdk.crypto.ec,jdk.management,jdk.unsupported,jdk.zipfs

link_runtime() {
  "$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
    --compress zip-6 --output "$folder/runtime"
  rm -rf "$folder/runtime/legal"
}

copy_program() {
  mkdir -p "$folder"/{bin,lib}
  # With their times: the cache of classes compares them.
  cp -p "$jars/flinkctl.jar" "$jars"/lib/*.jar "$folder/lib/"
  install -m 755 "$here/flinkctl.sh" "$folder/bin/flinkctl"
}

# The training run lists deployments, which a file server of the JDK answers: that loads what all commands need of HTTP, JSON and TLS.
open_pretended_operator() {
  pretended=$(mktemp -d)
  mkdir -p "$pretended/api/v1"
  echo '{"status":"OK","output":"[]"}' >"$pretended/api/v1/deployments"
  "$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$pretended" >"$pretended/said" 2>/dev/null &
  operator=$!
  trap 'kill "$operator" 2>/dev/null || true; rm -rf "$pretended"' EXIT
  for ((i = 0; i < 300; i++)); do
    port=$(sed -n 's/.* port \([0-9]*\)$/\1/p' "$pretended/said")
    if [[ -n $port ]]; then return; fi
    sleep 0.1
  done
}

# The cache is an aid only: without it the program starts more slowly.
record_classes() {
  local cache=$folder/lib/flinkctl.aot training=(--help) port=''
  open_pretended_operator
  if [[ -n $port ]]; then training=(deployments list --port="$port" --timeout=120); fi
  if ! FLINKCTL_JAVA_OPTS="-XX:AOTCacheOutput=$cache.new" "$folder/bin/flinkctl" "${training[@]}" >/dev/null || [[ ! -s $cache.new ]]; then
    echo "warning: the training run '${training[*]}' left no cache of classes" >&2
    return
  fi
  mv "$cache.new" "$cache"
  rm -f "$cache.new.config"
}

rm -rf "${folder:?}"/{runtime,lib,bin}
link_runtime
copy_program
record_classes
