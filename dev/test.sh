#!/usr/bin/env bash
# All tests: first those that need no cluster, the fuzz of the control interface among them, then those on the local cluster
# "test" with real Flink.
# dev/test.sh all runs every scenario on every version of Flink under both kinds of supervision, the whole manual, and kills at each
# effect.
# USE_CLUSTER=1 takes the cluster of your own kubeconfig; KEEP=1 leaves the local cluster running for a look at it.
# PATIENCE=3 lets every wait last three times as long as on an idle machine, PATIENCE=1 no longer; 2 is the default.
# TESTS=SavepointTest runs only these classes on the cluster (comma separated), and neither the check nor the fuzz before.
# SEED=2 fuzzes with other inputs than usual, and soaks with other faults: TESTS=SoakTest MINUTES=10 SEED=2 FLINK=1.20.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"
source dev/beside.sh

CLUSTER="test"
images=(flinkctl jobs testjobs flink-2.3 flink-1.20 minio)
# All but what make bench measures: on a machine that does other work as well, times say nothing. And not the soak.
ALL='**/e2e/**/*Test,!**/BenchTest,!**/SlowdownTest,!**/SoakTest'
stages=()
started=no

own_cluster() { [[ ${USE_CLUSTER:-} == 1 ]]; }

# stage NAME CMD…  runs CMD, remembers how long it took.
stage() {
  local name=$1 begun=$SECONDS
  shift
  say "--- $name"
  "$@"
  stages+=("$(printf '%-28s %s' "$name" "$(duration $((SECONDS - begun)))")")
}

cluster_with_images() {
  if own_cluster; then
    dev/images.sh load "${images[@]}"
    return
  fi
  dev/preflight.sh cluster "$CLUSTER"
  build_images "${images[@]}"
  beside_images dev/tools/build.sh kube pause coredns kubectl helm
  started=yes
  dev/cluster.sh wipe "$CLUSTER"
  beside_images dev/cluster.sh up "$CLUSTER"
  await_images
  dev/images.sh import "$CLUSTER" "${images[@]}"
}

# Maven's own settings decide nothing here: each class is run by its tag, the charts first, since they take the definitions away.
tests_on_cluster() {
  local options=(-Pcluster "-De2e.image-prefix=${IMAGE_PREFIX:-}" "-De2e.all=$1" "-De2e.patience=${PATIENCE:-2}" -Dsurefire.failIfNoSpecifiedTests=false)
  options+=("-De2e.minutes=${MINUTES:-10}" "-De2e.seed=${SEED:-1}" "-De2e.flink=${FLINK:-2.3}")
  if own_cluster; then
    options+=("-De2e.kubeconfig=${KUBECONFIG:-$HOME/.kube/config}")
  else
    options+=("-De2e.kubeconfig=$(dev/cluster.sh kubeconfig "$CLUSTER")" "-De2e.cluster=$CLUSTER")
  fi
  local chosen=${TESTS:-$ALL}
  # The whole manual takes as long as half of the other tests, and twenty operators one after the other a quarter.
  if [[ -z ${TESTS:-} && $1 == false ]]; then chosen+=',!**/ManualTest,!**/KillsTest'; fi
  dev/mvn -q -B -Dstyle.color=never -pl e2e -am verify "-Dtest=$chosen" "${options[@]}"
}

leave() {
  local code=$? left
  end_both
  if [[ $started == yes && ${KEEP:-} != 1 ]]; then
    dev/cluster.sh wipe "$CLUSTER" || code=1
    left=$(dev/cluster.sh residue "$CLUSTER")
    if [[ -n $left ]]; then
      say "the cluster $CLUSTER left this behind: $left"
      code=1
    fi
  fi
  printf '%s\n' "${stages[@]}" "all together                 $(duration)"
  exit "$code"
}

main() {
  case ${1:-} in '' | all) ;; *) die "usage: dev/test.sh [all]" ;; esac
  trap leave EXIT
  trap 'exit 130' INT TERM
  if own_cluster; then use_cluster "$CLUSTER"; fi
  if [[ -z ${TESTS:-} ]]; then
    stage "check" dev/check.sh
    stage "fuzz" env SEED="${SEED:-1}" dev/fuzz.sh
  fi
  stage "cluster and images" cluster_with_images
  stage "tests on the cluster" tests_on_cluster "$([[ ${1:-} == all ]] && echo true || echo false)"
}

main "$@"
