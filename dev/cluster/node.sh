#!/usr/bin/env bash
# Process 1 of a cluster, in network, mount and process namespaces of its own: starts the node's programs and keeps them running.
# Called by start.sh only: node.sh NAME toolbox-cluster=FOLDER BIN. Its death ends every process, mount and link of the cluster.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"
source "$ROOT/dev/cluster/names.sh"

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

# keep NAME CMD…  runs CMD for ever; run/NAME.hold keeps it down, run/NAME.pid holds its pid in this namespace.
keep() {
  local name=$1
  shift
  (
    while :; do
      while [[ -e $K/run/$name.hold ]]; do sleep 0.1; done
      "$@" >>"$K/log/$name.log" 2>&1 &
      echo $! >"$K/run/$name.pid"
      wait $! || echo "=== $name ended with $?" >>"$K/log/$name.log"
      sleep 0.2
    done
  ) &
}

start_etcd() {
  # Without fsync a killed process loses nothing, only a crash of the machine would.
  keep etcd "$bin/etcd" --name=n --data-dir="$K/state/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
    --listen-peer-urls=http://127.0.0.1:2380 --initial-advertise-peer-urls=http://127.0.0.1:2380 --initial-cluster=n=http://127.0.0.1:2380
}

start_apiserver() {
  keep kube-apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --advertise-address="$node_ip" --secure-port=6443 \
    --service-cluster-ip-range="$service_range" --allow-privileged=true --profiling=false \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction \
    --client-ca-file="$pki/ca.crt" --tls-cert-file="$pki/apiserver.crt" --tls-private-key-file="$pki/apiserver.key" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$pki/sa.pub" --service-account-signing-key-file="$pki/sa.key" \
    --kubelet-certificate-authority="$pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --kubelet-client-certificate="$pki/apiserver-kubelet.crt" --kubelet-client-key="$pki/apiserver-kubelet.key" \
    --requestheader-client-ca-file="$pki/front.crt" --requestheader-allowed-names=front-proxy-client \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group \
    --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$pki/front-client.crt" --proxy-client-key-file="$pki/front-client.key" \
    --audit-policy-file="$K/etc/audit.yaml" --audit-log-path="$K/log/audit.log" --audit-log-maxsize=200 --audit-log-maxbackup=3
}

start_controllers() {
  local own=(--kubeconfig="$K/etc/controllers.conf" --authentication-kubeconfig="$K/etc/controllers.conf" --authorization-kubeconfig="$K/etc/controllers.conf")
  # The rates: it makes an account and a token for each of its controllers first.
  keep kube-controller-manager "$bin/kube-controller-manager" "${own[@]}" --bind-address=127.0.0.1 --leader-elect=false \
    --kube-api-qps=300 --kube-api-burst=600 --use-service-account-credentials --service-account-private-key-file="$pki/sa.key" \
    --root-ca-file="$pki/ca.crt" --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key"
  own=("${own[@]/controllers.conf/scheduler.conf}")
  keep kube-scheduler "$bin/kube-scheduler" "${own[@]}" --bind-address=127.0.0.1 --leader-elect=false
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
