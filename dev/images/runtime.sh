#!/usr/bin/env bash
# runtime.sh JARS FOLDER: makes flinkctl run by itself: a Java runtime of the needed modules, the jars, the launcher, and two caches of classes
# recorded in a training run: a client that loaded all that an operator needs starts a tenth of a second later. JARS holds flinkctl.jar and
# lib/*.jar. The image and dist/ are both made by it; JAVA_HOME must be a JDK 25.
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

# An API server in which nothing exists, for the operator of the training run.
pretend_kubernetes() {
  "$JAVA_HOME/bin/java" "$here/PretendedKubernetes.java" >"$training/port" &
  processes+=($!)
  said "$training/port" '^[0-9]*$' $! || return 1
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

# recorded NAME COMMAND…: runs flinkctl so that its JVM leaves the cache NAME when the run ends.
recorded() {
  local name=$1
  shift
  FLINKCTL_JAVA_OPTS="-XX:AOTCacheOutput=$training/$name.aot" exec "$folder/bin/flinkctl" "$@" >"$training/$name.log" 2>&1
}

# An operator starts, leads and is asked by a client; each of both leaves a cache.
train() {
  local log=$training/operator.log operator port
  pretend_kubernetes || return 1
  (recorded operator operator run "--kube-config=$training/kubeconfig" --port=0 --monitor-port=0) &
  operator=$!
  processes+=("$operator")
  said "$log" ' leads: ' "$operator" || return 1
  port=$(sed -n 's/.*Control interface on port //p' "$log")
  (recorded client deployments list "--port=$port") || return 1
  kill -TERM "$operator"
  wait "$operator" && [[ -s $training/operator.aot && -s $training/client.aot ]]
}

leave() {
  if ((${#processes[@]} > 0)); then kill "${processes[@]}" 2>/dev/null || true; fi
  rm -rf "$training"
}

# The caches are an aid only: without them the program starts more slowly.
record_classes() {
  training=$(mktemp -d)
  processes=()
  trap leave EXIT
  if train; then
    mv "$training"/{operator,client}.aot "$folder/lib/"
  else
    echo "warning: the training run left no caches of classes:" >&2
    tail -qn 20 "$training"/*.log >&2
  fi
}

rm -rf "${folder:?}"/{runtime,lib,bin}
link_runtime
copy_program
record_classes
