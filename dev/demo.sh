#!/usr/bin/env bash
# Brings the example deployment to RUNNING: dev/demo.sh. Ends it, with its cluster: dev/demo.sh down.
# CLUSTER=fresh takes another local cluster; USE_CLUSTER=1 takes the one of your own kubeconfig.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"
source dev/beside.sh

CLUSTER=${CLUSTER:-demo}
export CLUSTER
images=(flinkctl jobs flink-2.3 minio)
jobs=(demo-computeaverage demo-computemaximum)
times=()
awaited= # what has not come yet

own_cluster() { [[ ${USE_CLUSTER:-} == 1 ]]; }
k() { "$KUBECTL" "$@"; }
helm() { "$HELM" "$@"; }

# timed WHAT CMD…  runs CMD and remembers how long it took.
timed() {
  local what=$1 started=$EPOCHREALTIME
  shift
  "$@"
  times+=("$(printf '%-48s %s' "$what" "$(since "$started")")")
}

# The time since an EPOCHREALTIME, as "3.4 s" or "2 min 5 s".
since() {
  local tenths=$(((${EPOCHREALTIME/./} - ${1/./}) / 100000))
  if ((tenths < 600)); then echo "$((tenths / 10)).$((tenths % 10)) s"; else duration $((tenths / 10)); fi
}

# --- what must be there

# Downloads and Java builds run beside the Go build.
prepare_local() {
  dev/preflight.sh check
  dev/preflight.sh cluster "$CLUSTER"
  build_images "${images[@]}"
  timed "tools built" beside_images dev/tools/build.sh kube pause coredns kubectl helm
  timed "cluster $CLUSTER up" beside_images dev/cluster.sh up "$CLUSTER"
  await_images
  times+=("$(printf '%-48s %s' "all of that, and the images built beside it" "$(duration)")")
  timed "images imported" dev/images.sh import "$CLUSTER" "${images[@]}"
}

prepare_own() {
  dev/preflight.sh check
  timed "tools built" dev/tools/build.sh kubectl helm
  timed "images built and loaded" dev/images.sh load "${images[@]}"
}

# At the end, whichever: no build goes on, and what did not come is explained.
leave() {
  local code=$?
  end_both
  if ((code != 0 && code != 130)) && [[ -n $awaited ]]; then
    dev/explain.sh minio flink-operator flink-jobs >&2 || true
    say "this did not come: $awaited; what explains it is above"
  fi
}

# --- what is installed

namespace() { k create namespace "$1" --dry-run=client -o yaml | k apply -f - >/dev/null; }

# The names of the images in a file, as this cluster knows them.
with_images() {
  local name script=()
  if [[ -z ${IMAGE_PREFIX:-} ]]; then cat "$1"; return; fi
  for name in "${images[@]}"; do
    script+=(-e "s,$(IMAGE_PREFIX='' dev/images.sh name "$name"),$(dev/images.sh name "$name"),")
  done
  sed "${script[@]}" "$1"
}

install_storage() {
  with_images dev/minio.yaml | k apply -f - >/dev/null
  k -n minio rollout status deployment minio --timeout=120s >&2
}

# The annotation makes new pods of a new image under the same name.
install_charts() {
  local to=(--namespace flink-operator --set targetNamespace=flink-jobs) image
  image=$(dev/images.sh archive flinkctl)
  local operator=(--set-string "annotations.image=$(basename "$image" .tar)")
  if [[ -n ${IMAGE_PREFIX:-} ]]; then operator+=(--set "image.registry=$IMAGE_PREFIX,image.repository=nextbreakpoint-flinkctl"); fi
  namespace flink-operator
  namespace flink-jobs
  helm upgrade flink-k8s-toolbox-crd --install helm/flink-k8s-toolbox-crd >/dev/null
  helm upgrade flink-k8s-toolbox-roles --install helm/flink-k8s-toolbox-roles "${to[@]}" >/dev/null
  helm upgrade flink-k8s-toolbox-operator --install helm/flink-k8s-toolbox-operator "${to[@]}" "${operator[@]}" >/dev/null
  k -n flink-operator rollout status deployment flink-operator --timeout=120s >&2
  renew_supervisor
}

# A supervisor that runs an older image under the same name is replaced; Flink does not notice.
renew_supervisor() {
  local ours running
  ours=$(k -n flink-operator get pods -l app=flink-operator -o 'jsonpath={.items[*].status.containerStatuses[0].imageID}')
  running=$(k -n flink-jobs get pods -l role=supervisor -o 'jsonpath={.items[*].status.containerStatuses[0].imageID}')
  if [[ -n $running && " $ours " != *" ${running%% *} "* ]]; then k -n flink-jobs delete pods -l role=supervisor >/dev/null; fi
}

# --- what runs

apply_example() {
  local file
  for file in flinkproperties jobparameters deployment; do with_images "example/$file.yaml" | k -n flink-jobs apply -f - >&2; done
}

# await SECONDS OBJECT CONDITION
await() { k -n flink-jobs wait "--for=$3" --timeout="$1s" "$2" >/dev/null; }

await_pods() {
  await 30 fc/demo create
  k -n flink-jobs wait --for=create --timeout=60s pod -l clusterName=demo,role=jobmanager >/dev/null
  k -n flink-jobs wait --for=create --timeout=60s pod -l clusterName=demo,role=taskmanager >/dev/null
}
await_cluster() { await 300 fc/demo condition=Ready; }
await_jobs() {
  local job
  for job in "${jobs[@]}"; do
    await 30 "fj/$job" create
    await 300 "fj/$job" "jsonpath={.status.jobStatus}=RUNNING"
    await 300 "fj/$job" condition=Running
  done
}

savepoint_of() { k -n flink-jobs get fj "$1" -o 'jsonpath={.status.savepointTimestamp} {.status.savepointPath}'; }

take_savepoints() {
  local job begun=$SECONDS
  declare -A before
  for job in "${jobs[@]}"; do
    before[$job]=$(savepoint_of "$job")
    k -n flink-jobs annotate fj "$job" --overwrite operator.nextbreakpoint.com/requested-action=TRIGGER_SAVEPOINT >/dev/null
  done
  for job in "${jobs[@]}"; do
    until [[ $(savepoint_of "$job") != "${before[$job]}" ]]; do
      if ((SECONDS - begun > 120)); then return 1; fi
      sleep 0.3
    done
  done
}

# --- the end

# explained WHAT CMD…  as timed; if CMD ends the script, leave explains why. (No "||" here: it would let CMD go on after its failures.)
explained() {
  awaited=$1
  say "$1 …"
  timed "$@"
  awaited=
}

console() {
  if own_cluster; then
    echo "http://localhost:8081 after dev/kubectl -n flink-jobs port-forward service/jobmanager-demo 8081"
  else
    echo "http://$(k -n flink-jobs get service jobmanager-demo -o 'jsonpath={.spec.clusterIP}'):8081"
  fi
}

report() {
  local line kubectl=dev/kubectl down="make demo-down"
  if [[ $CLUSTER != demo ]]; then kubectl="CLUSTER=$CLUSTER dev/kubectl" down="CLUSTER=$CLUSTER make demo-down"; fi
  if own_cluster; then kubectl="USE_CLUSTER=1 dev/kubectl" down="USE_CLUSTER=1 make demo-down"; fi
  printf '\n'
  k -n flink-jobs get fd,fc,fj,pods
  printf '\nMeasured:\n'
  for line in "${times[@]}"; do echo "  $line"; done
  cat <<END

Savepoints:
$(k -n flink-jobs get fj -o 'jsonpath={range .items[*]}  {.metadata.name}: {.status.savepointPath}{"\n"}{end}')
Flink's console: $(console)

Go on with:
  $kubectl -n flink-jobs get fj --watch
  $kubectl -n flink-operator logs -f -l app=flink-operator
  $kubectl -n flink-jobs annotate fj demo-computeaverage --overwrite operator.nextbreakpoint.com/requested-action=STOP
  $kubectl -n flink-jobs annotate fj demo-computeaverage --overwrite operator.nextbreakpoint.com/requested-action=START
  $kubectl -n flink-jobs scale fj demo-computeaverage --replicas=2
  $down
END
}

up() {
  trap leave EXIT
  trap 'exit 130' INT TERM
  if own_cluster; then use_cluster "$CLUSTER"; prepare_own; else prepare_local; use_cluster "$CLUSTER"; fi
  KUBECTL=$(tool kubectl)
  HELM=$(tool helm)
  explained "MinIO ready" install_storage
  explained "charts installed, operator ready" install_charts
  explained "example applied" apply_example
  explained "… pods of JobManager and TaskManagers created" await_pods
  explained "… cluster Ready" await_cluster
  explained "… both jobs RUNNING" await_jobs
  explained "savepoint of each job" take_savepoints
  times+=("$(printf '%-48s %s' "make demo" "$(duration)")")
  report
}

down() {
  if ! own_cluster; then
    dev/cluster.sh wipe "$CLUSTER"
    return
  fi
  use_cluster "$CLUSTER"
  KUBECTL=$(tool kubectl)
  HELM=$(tool helm)
  k -n flink-jobs delete fd demo --ignore-not-found --timeout=300s
  helm uninstall flink-k8s-toolbox-operator --namespace flink-operator --ignore-not-found
  helm uninstall flink-k8s-toolbox-roles --namespace flink-operator --ignore-not-found
  helm uninstall flink-k8s-toolbox-crd --ignore-not-found
  k delete namespace flink-operator flink-jobs minio --ignore-not-found
}

case ${1:-up} in
  up | down) "${1:-up}" ;;
  *) die "usage: dev/demo.sh [down]" ;;
esac
