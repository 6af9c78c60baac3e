#!/usr/bin/env bash
# Says what this machine lacks, one sentence for each thing: dev/preflight.sh [all|check|cluster [NAME]]
# check: what compiling and testing need; cluster: what the local Kubernetes needs; all: both (the default).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for part in names packages network; do
  # shellcheck source=/dev/null
  source "$ROOT/dev/cluster/$part.sh"
done

problems=0
lacks() {
  printf 'error: %s\n' "$*" >&2
  problems=$((problems + 1))
}

# at_least WANTED VERSION
at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

command_there() { type -P "$1" >/dev/null || lacks "there is no $1 on the path: $2"; }

check_build() {
  local version
  "$ROOT/dev/java-home.sh" >/dev/null || problems=$((problems + 1))
  command_there git "install git"
  command_there make "install make"
  command_there python3 "install Python 3.10 or newer"
  if ! type -P mvn >/dev/null; then
    lacks "there is no mvn on the path: install Maven 3.8 or newer"
  else
    version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
    at_least 3.8 "${version:-0}" || lacks "Maven ${version:-of unknown version} is too old: install 3.8 or newer"
  fi
}

# A Go that may fetch its own newer tool chain is as good as a new one.
check_go() {
  local version
  if ! type -P go >/dev/null; then
    lacks "there is no go on the path: install Go 1.26 or newer (https://go.dev/dl)"
    return
  fi
  version=$(GOTOOLCHAIN=local go env GOVERSION)
  at_least 1.26 "${version#go}" || { at_least 1.21 "${version#go}" && [[ $(go env GOTOOLCHAIN) != local ]]; } \
    || lacks "Go ${version#go} is too old: install 1.26 or newer (https://go.dev/dl)"
}

check_python() {
  type -P python3 >/dev/null || return 0 # apt installs one
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || lacks "Python 3 is older than 3.10: install a newer one"
}

# A built machine needs room for state only; a fresh one for caches of 15 GB as well.
check_room() {
  local free memory wanted=20
  if compgen -G "$(cache_dir)/tools/*/bin/kube" >/dev/null; then wanted=5; fi
  free=$(($(df --output=avail -k "$(cache_dir)" | tail -n 1) / 1024 / 1024))
  ((free >= wanted)) || lacks "$(cache_dir) has $free GB free, $wanted are needed: free some, or set FLINK_TOOLBOX_CACHE to a folder on a larger disk"
  memory=$(($(awk '/^MemTotal/ { print $2 }' /proc/meminfo) / 1024))
  ((memory >= 7500)) || lacks "this machine has $memory MB of memory, 7500 are needed for Kubernetes with one Flink cluster"
}

check_system() {
  ((EUID == 0)) || lacks "the local cluster needs root: run this as root, or with sudo -E"
  [[ -w /sys/fs/cgroup ]] || lacks "control groups are not writable (/sys/fs/cgroup): mount them, in a container start it with --privileged"
  [[ -e /sys/fs/cgroup/cgroup.controllers || -e /sys/fs/cgroup/memory/cgroup.procs ]] \
    || lacks "the memory controller of control groups is missing below /sys/fs/cgroup: mount version 1 or 2"
  unshare --net --mount --propagation unchanged --pid --fork true 2>/dev/null || lacks "this user cannot make namespaces (unshare fails): use a machine or container that allows it (--privileged)"
  if [[ -z $(missing_packages) ]]; then return; fi
  type -P apt-get >/dev/null || lacks "these are missing and there is no apt-get to install them: $(missing_packages | sort -u | xargs)"
}

# The ranges of a cluster that runs already are its own.
check_ranges() {
  local route
  name_cluster "$1"
  if ! type -P ip >/dev/null || init_pid >/dev/null; then return; fi
  while read -r route; do
    if [[ -n $route ]]; then lacks "the address range of a route of this machine overlaps one of the cluster $cluster (${ranges[*]}): $route"; fi
  done < <(foreign_routes)
  if runs_elsewhere; then lacks "a cluster $cluster of another cache folder is running: stop it first, with its FLINK_TOOLBOX_CACHE"; fi
}

check_cluster() {
  if [[ $(uname -s) != Linux ]]; then
    lacks "the local cluster needs Linux: use a Linux machine, or a cluster of your own with USE_CLUSTER=1"
    return
  fi
  check_system
  check_go
  check_python
  check_room
  check_ranges "${1:-demo}"
}

case ${1:-all} in
  check) check_build ;;
  cluster) check_cluster "${2:-}" ;;
  all) check_build; check_cluster ;;
  *) die "usage: dev/preflight.sh [all|check|cluster [NAME]]" ;;
esac
((problems == 0)) || exit 1
