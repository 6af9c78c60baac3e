#!/usr/bin/env bash
# Prints what explains why something does not come: resources, events and logs of namespaces, of the cluster that KUBECONFIG names.
# dev/explain.sh NAMESPACE…
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
(($# > 0)) || die "usage: dev/explain.sh NAMESPACE…"

kubectl=$(tool kubectl)
k() { "$kubectl" --request-timeout=10s "$@" 2>&1 || true; }
title() { printf '\n=== %s\n' "$*"; }

resources() {
  title "resources of $1"
  k -n "$1" get fd,fc,fj,deployments,jobs,pods,services -o wide
  title "conditions in $1"
  k -n "$1" get fd,fc,fj -o 'jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.annotations}{"\n"}{range .status.conditions[*]}  {.type}={.status} {.reason}: {.message}{"\n"}{end}  {.status.supervision}{"\n"}  {.status.lastError}{"\n"}{end}'
}

events() {
  title "events of $1"
  k -n "$1" get events --sort-by=.metadata.creationTimestamp \
    -o 'custom-columns=TIME:.metadata.creationTimestamp,TYPE:.type,OBJECT:.involvedObject.name,REASON:.reason,MESSAGE:.message' --no-headers | tail -n 60
}

# Of each container the end of its log, and of a restarted one also the end of the log before.
logs() {
  local pod container restarts
  k -n "$1" get pods -o 'jsonpath={range .items[*]}{.metadata.name}{range .status.containerStatuses[*]} {.name} {.restartCount}{end}{"\n"}{end}' \
    | while read -r pod container restarts _; do
      if [[ -z ${container:-} ]]; then continue; fi
      title "log of $1/$pod, container $container"
      k -n "$1" logs "$pod" -c "$container" --tail=60 | cut -c 1-400
      if ((${restarts:-0} > 0)); then
        title "log of $1/$pod, container $container, before its restart"
        k -n "$1" logs "$pod" -c "$container" --previous --tail=30 | cut -c 1-400
      fi
    done
}

for namespace in "$@"; do
  resources "$namespace"
  events "$namespace"
  logs "$namespace"
done
