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

# In the training run an operator starts, leads and is asked by a client, before an API server in which nothing exists.
pretend_kubernetes() {
  "$JAVA_HOME/bin/java" "$here/PretendedKubernetes.java" >"$training/port" &
  kubernetes=$!
  trap 'kill "$kubernetes" 2>/dev/null || true; rm -rf "$training"' EXIT
  said "$training/port" '^[0-9]*$' "$kubernetes" || return 1
  printf '%s\n' 'apiVersion: v1' 'kind: Config' 'current-context: a' 'contexts: [{name: a, context: {cluster: a, user: a}}]' \
    "clusters: [{name: a, cluster: {server: 'http://127.0.0.1:$(<"$training/port")'}}]" 'users: [{name: a, user: {}}]' >"$training/kubeconfig"
}

# said FILE REGEX PROCESS: waits until the process has said a line, a minute at most.
said() {
  local i
  for ((i = 0; i < 600; i++)); do
    if grep -qs "$2" "$1"; then return; fi
    kill -0 "$3" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

# train FILE: when the run ends, its JVM leaves the cache there.
train() {
  local log=$training/log
  FLINKCTL_MAIN=Training FLINKCTL_JAVA_OPTS="-XX:AOTCacheOutput=$1" "$folder/bin/flinkctl" "$training/kubeconfig" >"$log" 2>&1 &
  trained=$!
  said "$log" '"status":"OK"' "$trained" && said "$log" ' leads: ' "$trained" || true
  kill -TERM "$trained" 2>/dev/null || true
  wait "$trained" && [[ -s $1 ]]
}

# The cache is an aid only: without it the program starts more slowly.
record_classes() {
  local cache=$folder/lib/flinkctl.aot
  training=$(mktemp -d)
  : >"$training/log"
  if ! { pretend_kubernetes && train "$cache.new"; }; then
    echo "warning: the training run left no cache of classes:" >&2
    tail -n 20 "$training/log" >&2
    return
  fi
  mv "$cache.new" "$cache"
}

rm -rf "${folder:?}"/{runtime,lib,bin}
link_runtime
copy_program
record_classes
