# shellcheck shell=bash
# Start of a cluster: as soon as it returns, DNS answers and pods can be created.

# elapsed STARTED  the time since an EPOCHREALTIME, as "3.4 s".
elapsed() {
  local tenths=$(((${EPOCHREALTIME/./} - ${1/./}) / 100000))
  echo "$((tenths / 10)).$((tenths % 10)) s"
}

# Each of the seven programs answers for itself, and DNS through kube-proxy.
healthy() (
  admin=(--cert "$K/pki/admin.crt" --key "$K/pki/admin.key")
  if compgen -G "$K/run/*.hold" >/dev/null; then exit 1; fi
  in_cluster -n curl --silent --insecure --fail --fail-early --max-time 3 --output /dev/null "${admin[@]}" \
    "https://$node_ip:6443/readyz" "https://$node_ip:10250/healthz" https://127.0.0.1:10257/healthz https://127.0.0.1:10259/healthz \
    http://127.0.0.1:10256/healthz "http://$dns_ip:8181/ready" &>/dev/null \
    && curl --silent --fail --max-time 3 --output /dev/null "http://$dns_ip:8181/ready" \
    && cluster_ctr version &>/dev/null
)

# How long a start waits for any single thing at most, in seconds.
patience=90

# wait_until SECONDS WHAT LOGS CMD…  until CMD succeeds; else ends with the end of the LOGS, which are names of programs.
wait_until() {
  local limit=$1 what=$2 logs=$3 begun=$SECONDS log
  shift 3
  until ("$@") &>/dev/null; do
    if ! init_pid >/dev/null; then logs="node $logs"; fi
    if ((SECONDS - begun > limit || SECONDS - begun > patience)) || [[ $logs == node* ]]; then
      for log in $logs; do
        echo "--- $K/log/$log.log" >&2
        tail -n 8 "$K/log/$log.log" >&2 || true
      done
      die "$what did not come in $((SECONDS - begun)) s: see the logs above, then try again"
    fi
    sleep 0.1
  done
}

api_ready() { cluster_kubectl get --raw /readyz; }
node_ready() { [[ $(cluster_kubectl get node node1 -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') == True ]]; }
account_there() { cluster_kubectl get serviceaccount default; }
dns_ready() { curl --silent --fail --max-time 1 "http://$dns_ip:8181/ready"; }

# The logs of the last run are kept once.
rotate_logs() {
  local log
  for log in "$K"/log/*.log; do
    if [[ -e $log && $log != */audit*.log ]]; then mv "$log" "$log.previous"; fi
  done
}

# Locks of ours, and of who called us, must not live as long as the cluster.
close_other_files() {
  local fd
  for fd in /proc/"$BASHPID"/fd/*; do
    fd=${fd##*/}
    if ((fd > 2)); then eval "exec $fd>&-"; fi
  done
}

start_init() {
  local tries pid tools
  tools=$(dirname "$(tool kubelet)")
  mkdir -p /var/lib/cni
  (
    close_other_files
    TOOLBOX_CLUSTER=$cluster exec setsid unshare --net --mount --propagation unchanged --pid --fork --kill-child \
      python3 "$ROOT/dev/cluster/own_mounts.py" "$ROOT/dev/cluster/node.sh" "$cluster" "toolbox-cluster=$K" "$tools"
  ) </dev/null >>"$K/log/node.log" 2>&1 &
  for ((tries = 0; tries < 100; tries++)); do
    if pid=$(init_pid) && link "$pid" 2>/dev/null; then return; fi
    sleep 0.05
  done
  die "the first process of the cluster $cluster ended at once: $(tail -n 3 "$K/log/node.log")"
}

start_dns() {
  sed -e "s/DNS_IP/$dns_ip/" -e "s,IMAGE,local/coredns:$(coredns_version)," "$ROOT/dev/cluster/coredns.yaml" \
    | cluster_kubectl apply --server-side --force-conflicts -f - >/dev/null
}

# Everything after the first process, each step of it can be repeated.
finish_start() {
  local started=$1 archives
  wait_until 90 "the API server" "etcd kube-apiserver" api_ready
  say "API server ready after $(elapsed "$started")"
  wait_until 30 containerd containerd cluster_ctr version
  mapfile -t archives < <(node_archives)
  import_images "${archives[@]}"
  wait_until 60 "the node" "kubelet containerd" node_ready
  say "node ready after $(elapsed "$started")"
  wait_until 60 "the default service account" kube-controller-manager account_there
  start_dns
  wait_until 90 DNS "kubelet kube-proxy kube-controller-manager kube-scheduler" dns_ready
  wait_until 30 "the health of all programs" "kubelet kube-proxy kube-controller-manager kube-scheduler" healthy
  say "DNS answers and all programs are well after $(elapsed "$started")"
}

# What runs but is not well gets a chance to come to itself, and what an interrupted start left out is done.
revive() {
  local program
  say "$cluster runs but is not well"
  ip link show "$host_link" &>/dev/null || return 1
  for program in "${node_programs[@]}"; do cluster_release "$program" 2>/dev/null; done
  (patience=25 && finish_start "$1") && return
  say "$cluster does not get well, starting it anew with its state"
  return 1
}

cluster_up() {
  local started=$EPOCHREALTIME
  if init_pid >/dev/null; then
    if healthy || revive "$started"; then
      say "cluster $cluster is up ($(elapsed "$started")); KUBECONFIG=$kubeconfig"
      return
    fi
  fi
  "$ROOT/dev/preflight.sh" cluster "$cluster"
  cluster_stop
  install_packages
  "$ROOT/dev/tools/build.sh" kube pause coredns kubectl
  started=$EPOCHREALTIME
  make_pki
  rotate_logs
  write_config
  guard_routes
  make_cgroups
  start_init
  finish_start "$started"
  say "cluster $cluster is up; KUBECONFIG=$kubeconfig"
}
