#!/bin/sh
# kubectl flink COMMAND…: flinkctl against the operator of the cluster that your kubeconfig names, through a port that kubectl forwards.
# kubectl finds it as the file kubectl-flink on the path. Beside flinkctl's own options it takes kubectl's: -n, --namespace (of the operator),
# --context, --kubeconfig; and --service, where the operator's Service has another name.
set -eu
self=$(readlink -f "$0")
flinkctl=${FLINKCTL:-${self%/*}/flinkctl}
namespace=flink-operator
service=flink-operator

# These need no operator.
case ${1:-} in
  '' | operator | supervisor | bootstrap | completion | -h | --help | -V | --version) exec "$flinkctl" "$@" ;;
esac

missing() {
  echo "error: $1 needs a value; see kubectl flink --help" >&2
  exit 2
}

# What is kubectl's is taken out of the arguments, what is flinkctl's is put back behind the others.
context='' kubeconfig='' help=no
count=$#
while [ "$count" -gt 0 ]; do
  argument=$1
  shift
  count=$((count - 1))
  case $argument in
    -n | --namespace | --context | --kubeconfig | --service)
      [ "$count" -gt 0 ] || missing "$argument"
      argument=$argument=$1
      shift
      count=$((count - 1))
      ;;
  esac
  case $argument in
    -n=* | --namespace=*) namespace=${argument#*=} ;;
    --context=*) context=${argument#*=} ;;
    --kubeconfig=*) kubeconfig=${argument#*=} ;;
    --service=*) service=${argument#*=} ;;
    -h | --help) help=yes; set -- "$@" "$argument" ;;
    *) set -- "$@" "$argument" ;;
  esac
done
if [ $help = yes ]; then exec "$flinkctl" "$@"; fi

command -v kubectl >/dev/null || { echo "error: there is no kubectl on the path" >&2; exit 3; }
folder=$(mktemp -d)
forwarder=''
leave() {
  if [ -n "$forwarder" ]; then
    kill "$forwarder" 2>/dev/null || true
    wait "$forwarder" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap leave EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkfifo "$folder/said"
kubectl ${kubeconfig:+"--kubeconfig=$kubeconfig"} ${context:+"--context=$context"} --namespace="$namespace" \
  port-forward "service/$service" :control >"$folder/said" 2>"$folder/errors" </dev/null &
forwarder=$!
# Kept open: kubectl says a line for each connection too, and would break off if nobody read.
exec 3<"$folder/said"
port=''
if IFS= read -r line <&3; then
  port=${line#*127.0.0.1:}
  port=${port%% *}
fi
case $port in
  '' | *[!0-9]*)
    reason=$(tr '\n' ' ' <"$folder/errors")
    echo "error: no way to the service $service in the namespace $namespace: ${reason:-kubectl forwarded no port}" >&2
    exit 3
    ;;
esac

code=0
"$flinkctl" "$@" --host=localhost "--port=$port" 3<&- || code=$?
exit "$code"
