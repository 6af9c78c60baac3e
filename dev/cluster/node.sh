#!/usr/bin/env bash
# Process 1 of a cluster, in network, mount and process namespaces of its own: starts the node's programs and keeps them running.
# Called by start.sh only: node.sh NAME toolbox-cluster=FOLDER BIN. Its death ends every process, mount and link of the cluster.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$ROOT/dev/cluster/names.sh"
source "$ROOT/dev/cluster/programs.sh"

# Nothing that is mounted or created here is seen on the host.
private_mounts() {
  mount --make-rshared /
  mount -t tmpfs run /run
  mount -t tmpfs log /var/log
  mount -t tmpfs cni /var/lib/cni
  mkdir -p /run/netns /run/lock /run/containerd /var/log/pods /var/log/containers
  mount --bind "$K/log/pods" /var/log/pods
  mount --bind "$K/state/kubelet" "$K/state/kubelet"
  mount --make-rshared "$K/state/kubelet"
  # What pods keep on the node's disk goes with the cluster.
  mkdir -p /var/lib/kubelet "$K/state/volumes"
  mount --bind "$K/state/volumes" /var/lib/kubelet
  pretend_sysctls
}

# The kubelet insists on these values and sets them for the whole machine: it is shown files that have them already.
pretend_sysctls() {
  local entry file
  for entry in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
    kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
    file=/run/sysctl/${entry%=*}
    mkdir -p "${file%/*}"
    echo "${entry#*=}" >"$file"
    mount --bind "$file" "/proc/sys/${entry%=*}"
  done
}

# The host puts the link's other end into this namespace.
own_network() {
  local tries
  for ((tries = 0; tries < 200; tries++)); do
    if ip link show uplink &>/dev/null; then break; fi
    sleep 0.05
  done
  ip link set lo up
  ip addr add "$node_ip/30" dev uplink
  ip link set uplink up
  ip route add unreachable "$pod_range"              # dead pods; living ones have /32 routes
  ip route add "$service_range" dev uplink           # a local connect() wants a route before kube-proxy rewrites the address
  echo 1 >/proc/sys/net/ipv4/ip_forward
}

start_node() {
  keep containerd containerd --config "$K/etc/containerd.toml"
  keep kubelet "$bin/kubelet" --config="$K/etc/kubelet.yaml" --kubeconfig="$K/etc/kubelet.conf" --root-dir="$K/state/kubelet" \
    --hostname-override=node1 --node-ip="$node_ip"
  keep kube-proxy "$bin/kube-proxy" --config="$K/etc/proxy.yaml"
}

main() {
  name_cluster "$1"
  local bin=$3 pki=$K/pki
  private_mounts
  own_network
  start_etcd
  start_apiserver
  start_controllers
  start_scheduler
  start_node
  # All retry until the API server answers. Process 1 has to bury the dead of all.
  set +e
  while :; do
    wait -n
    sleep 0.1
  done
}

main "$@"
exit
