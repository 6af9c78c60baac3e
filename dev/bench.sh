#!/usr/bin/env bash
# Measures one operator with many clusters: the operator that users get, within the chart's limits, on a real API server, with a
# simulated kubelet and simulated JobManagers. All of it is in namespaces of its own and ends with this script.
# dev/bench.sh [FIGURE…]  measures only these, of: rest burst beside kill hung churn; all of them when none is named.
# CLUSTERS="0 100 500" measures at these numbers of clusters; the default is 0 100 500 1000. Beyond 500 only rest and burst are measured.
# dev/bench.sh short    is all of it with ten clusters, in four minutes: whether it still works, not how well.
# SICK=FLAPPING takes another illness for the figure hung: SLOW (2 s), HUNG, FAILING (answers 500) or FLAPPING.
# QUIET=60 is how many seconds nothing changes while figures at rest are taken; MINUTES=10 is how long the churn lasts;
# ROUNDS=20 how often something is measured that is measured one at a time.
# FLINKCTL_JAVA_OPTS=-Xmx256m gives the operator another heap than users get; the table says so.
# SKIP_BUILD=1 takes the operator of dist/ as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for part in pki config programs; do
  # shellcheck source=/dev/null
  source "$ROOT/dev/cluster/$part.sh"
done
cd "$ROOT"

FIGURES=(rest burst beside kill hung churn)
NAMESPACE=bench
cluster=bench
K=$(cache_dir)/clusters/$cluster
kubeconfig=$K/kubeconfig
node_ip=127.0.0.1
api_ip=10.96.0.1
service_range=10.96.0.0/16
space=
account=/run/secrets/kubernetes.io/serviceaccount

# Only the operator's own requests, without bodies: they are counted.
audit_policy() {
  cat <<END
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- {level: Metadata, users: ["system:serviceaccount:$NAMESPACE:flink-operator"]}
- {level: None}
END
}

write_settings() {
  local user
  mkdir -p "$K"/{etc,run,log,state}
  write_kubeconfig "$kubeconfig" admin
  write_kubeconfig "$K/etc/controllers.conf" controllers
  audit_policy >"$K/etc/audit.yaml"
}

# Of the controllers only those without which no bootstrap would begin, nothing would be deleted, and pods had no account.
start_control_plane() {
  local bin=$1 pki=$K/pki i
  start_etcd
  start_apiserver --bind-address="$node_ip" --endpoint-reconciler-type=none --audit-log-maxsize=100000
  start_controllers --controllers=job-controller,garbage-collector-controller,serviceaccount-controller
  for ((i = 0; i < 300; i++)); do
    if kubectl get --raw /readyz &>/dev/null; then return; fi
    sleep 0.2
  done
  tail -n 5 "$K"/log/*.log >&2
  die "the API server did not come in a minute: see the ends of its logs above"
}

# The definitions, and the rights that users give the operator.
install_charts() {
  helm install kinds helm/flink-k8s-toolbox-crd --namespace default >/dev/null
  helm install roles helm/flink-k8s-toolbox-roles --namespace "$NAMESPACE" --create-namespace >/dev/null
  helm template operator helm/flink-k8s-toolbox-operator --namespace "$NAMESPACE" --show-only templates/deployment.yaml >"$K/operator.yaml"
}

# What a pod finds: with it the operator takes the addresses of pods, as inside a cluster.
mount_account() {
  mkdir -p "$account"
  kubectl create token flink-operator --namespace "$NAMESPACE" --duration=24h >"$account/token"
  cp "$K/pki/ca.crt" "$account/ca.crt"
}

harness() {
  local options=(-Pbench "-Dtest=${TESTS:-ManyClustersTest}" -Dsurefire.failIfNoSpecifiedTests=false)
  options+=("-De2e.kubeconfig=$kubeconfig" "-Dbench.folder=$K" "-Dbench.namespace=$NAMESPACE" "-Dbench.figures=$FIGURES_CHOSEN")
  options+=("-Dbench.clusters=${CLUSTERS:-0 100 500 1000}" "-Dbench.quiet=${QUIET:-60}" "-Dbench.minutes=${MINUTES:-10}" "-Dbench.rounds=${ROUNDS:-20}" "-Dbench.sick=${SICK:-HUNG}" "-Dbench.commit=$(commit)")
  dev/mvn -q -B -o -Dstyle.color=never -pl e2e -am verify "${options[@]}"
}

commit() {
  local commit
  commit=$(git rev-parse --short HEAD 2>/dev/null) || commit=unknown
  if [[ -n $(git status --porcelain 2>/dev/null) ]]; then commit+=" with changes"; fi
  echo "$commit"
}

# In the namespaces: process 1, whose end ends all.
inside() {
  PATH=$(dirname "$1"):$PATH
  export KUBECONFIG=$kubeconfig PATH
  ip link set lo up
  mount -t tmpfs run /run
  start_control_plane "$(dirname "$1")"
  install_charts
  mount_account
  harness
}

# An interrupt ends all that is in the namespaces, by their first process.
leave() {
  local code=$? tries
  if [[ -n $space ]]; then kill -KILL "$space" 2>/dev/null || true; fi
  # The kernel lets go of a group a moment after its last process.
  for ((tries = 0; tries < 25; tries++)); do
    rmdir /sys/fs/cgroup/{*/,}toolbox-bench 2>/dev/null || true
    if ! compgen -G "/sys/fs/cgroup/*/toolbox-bench" >/dev/null && [[ ! -e /sys/fs/cgroup/toolbox-bench ]]; then break; fi
    sleep 0.2
  done
  if ((code == 0)); then rm -rf "$K/state" "$K/pki"; fi
  exit "$code"
}

main() {
  if [[ ${1:-} == --inside ]]; then inside "$2"; return; fi
  local figure kube
  ((EUID == 0)) || die "the namespaces and the limits need root: run this as root, or with sudo -E"
  if [[ $* == short ]]; then
    export CLUSTERS="0 10" QUIET=20 MINUTES=1 ROUNDS=4
    shift
  fi
  if (($# == 0)); then set -- "${FIGURES[@]}"; fi
  for figure in "$@"; do
    [[ " ${FIGURES[*]} " == *" $figure "* ]] || die "no figure is called '$figure'; there are: ${FIGURES[*]}"
  done
  export FIGURES_CHOSEN="$*"
  dev/tools/build.sh kube kubectl helm
  kube=$(tool kube-apiserver)
  if [[ ${SKIP_BUILD:-} != 1 ]]; then
    dev/dist.sh
    # Here the registries can be reached, inside not: what Maven needs for tests is there afterwards.
    dev/mvn -q -B -Dstyle.color=never -pl e2e -am verify -Pbench -Dtest=FiguresTest -Dsurefire.failIfNoSpecifiedTests=false
  fi
  mkdir -p "${K%/*}"
  exec 9>"$K.lock"
  flock --nonblock 9 || die "another bench is running: two would measure each other"
  rm -rf "$K"
  write_pki_and_settings
  trap leave EXIT
  trap 'exit 130' INT TERM
  unshare --net --mount --pid --fork --kill-child --mount-proc "$0" --inside "$kube" 9>&- &
  space=$!
  wait "$space"
}

write_pki_and_settings() {
  mkdir -p "$K"
  make_pki
  write_settings
}

main "$@"
