#!/usr/bin/env bash
# The local Kubernetes: one node in namespaces of its own, of the programs that dev/tools builds.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for part in names packages network pki config images start stop faults; do
  # shellcheck source=/dev/null
  source "$ROOT/dev/cluster/$part.sh"
done

usage() {
  cat >&2 <<'END'
usage: dev/cluster.sh COMMAND NAME …      NAME is demo, test, second, third or fresh; they can run side by side
  up NAME                 start it (nothing to do if it is well, repaired if it is not); returns when pods can be created
  down NAME               stop it; its state stays
  wipe NAME               stop it and delete all of it
  status NAME             its programs and whether they are well
  kubeconfig NAME         print the path of its kubeconfig
  import NAME FILE…       import docker archives whose image is not there yet
  ctr NAME …              containerd's client, in it
  kill NAME PROGRAM       kill -9 a program, it is started again at once
  hold NAME PROGRAM       kill it and keep it down        freeze NAME PROGRAM   stop it without ending it
  release NAME PROGRAM    let it run again
  residue NAME            print what a stopped cluster left on the machine: nothing
PROGRAM is etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy or containerd.
END
  exit 2
}

# One command at a time changes a cluster.
lock() {
  mkdir -p "${K%/*}"
  exec 9>"$K.lock"
  flock --nonblock 9 || { say "another command is at work on the cluster $cluster, waiting for it"; flock 9; }
}

main() {
  local command=${1:-}
  if (($# < 2)); then usage; fi
  name_cluster "$2"
  shift 2
  case $command in
    kubeconfig) echo "$kubeconfig"; return ;;
    up | down | wipe | import | status | ctr | kill | hold | freeze | release | residue) ;;
    *) usage ;;
  esac
  ((EUID == 0)) || die "the local cluster needs root: run this as root, or with sudo -E"
  case $command in
    up | down | wipe)
      if runs_elsewhere; then die "a cluster $cluster of another cache folder is running: set its FLINK_TOOLBOX_CACHE"; fi
      lock
      "cluster_$command" ;;
    import) (($# > 0)) || usage; lock; import_images "$@" ;;
    status) cluster_status ;;
    ctr) cluster_ctr "$@" ;;
    residue) residue ;;
    *) "cluster_$command" "${1:-}" ;;
  esac
}

main "$@"
