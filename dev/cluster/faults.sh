# shellcheck shell=bash
# Faults of the node's programs, for tests.

node_programs=(etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy containerd)

known_program() {
  case " ${node_programs[*]} " in
    *" $1 "*) ;;
    *) die "the node has no program '$1'; there are: ${node_programs[*]}" ;;
  esac
}

# signal_program SIGNAL PROGRAM
signal_program() {
  known_program "$2"
  init_pid >/dev/null || die "the cluster $cluster is not running: start it with dev/cluster.sh up $cluster"
  in_cluster -p kill "-$1" "$(cat "$K/run/$2.pid")" 2>/dev/null || true
  say "$cluster: $1 to $2"
}

# Kills a program; it is started again at once.
cluster_kill() { signal_program KILL "$1"; }

# Kills a program and keeps it down.
cluster_hold() {
  known_program "$1"
  init_pid >/dev/null || die "the cluster $cluster is not running: start it with dev/cluster.sh up $cluster"
  touch "$K/run/$1.hold"
  signal_program KILL "$1"
}

# Lets a held program start, or a frozen one go on.
cluster_release() {
  known_program "$1"
  rm -f "$K/run/$1.hold"
  signal_program CONT "$1"
}

# Stops a program without ending it: its connections stay open and nobody answers.
cluster_freeze() { signal_program STOP "$1"; }

cluster_status() {
  local program pid
  if ! pid=$(init_pid); then
    if [[ -d $K/state ]]; then echo "$cluster: down, with state in $K"; else echo "$cluster: does not exist"; fi
    return 1
  fi
  echo "$cluster: running, first process $pid, KUBECONFIG=$kubeconfig"
  for program in "${node_programs[@]}"; do
    printf '  %-24s %s\n' "$program" "$(program_status "$program")"
  done
  if healthy; then echo "  all are well"; else echo "  not well: see $K/log"; return 1; fi
}

program_status() {
  local state
  if [[ -e $K/run/$1.hold ]]; then echo "held down"; return; fi
  state=$(in_cluster -m -p ps -o state=,rss=,etime= -p "$(cat "$K/run/$1.pid" 2>/dev/null || echo 0)") || { echo "not running"; return; }
  awk '{ printf "%s, %d MB resident, for %s\n", ($1 == "T" ? "frozen" : "running"), $2 / 1024, $3 }' <<<"$state"
}
