# shellcheck shell=bash
# The programs of the control plane; each is started again whenever it ends. Source it after names.sh: it wants the folder K, the
# folder of the programs as bin, and the folder of the certificates as pki.

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

# start_apiserver [OPTION…]  the options win over these.
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
    --audit-policy-file="$K/etc/audit.yaml" --audit-log-path="$K/log/audit.log" --audit-log-maxsize=200 --audit-log-maxbackup=3 "$@"
}

# start_controllers [OPTION…]  options of the controllers, which win over these.
start_controllers() {
  local own=(--kubeconfig="$K/etc/controllers.conf" --authentication-kubeconfig="$K/etc/controllers.conf" --authorization-kubeconfig="$K/etc/controllers.conf")
  # The rates: it makes an account and a token for each of its controllers first.
  keep kube-controller-manager "$bin/kube-controller-manager" "${own[@]}" --bind-address=127.0.0.1 --leader-elect=false \
    --kube-api-qps=300 --kube-api-burst=600 --use-service-account-credentials --service-account-private-key-file="$pki/sa.key" \
    --root-ca-file="$pki/ca.crt" --cluster-signing-cert-file="$pki/ca.crt" --cluster-signing-key-file="$pki/ca.key" "$@"
}

start_scheduler() {
  local own=(--kubeconfig="$K/etc/scheduler.conf" --authentication-kubeconfig="$K/etc/scheduler.conf" --authorization-kubeconfig="$K/etc/scheduler.conf")
  keep kube-scheduler "$bin/kube-scheduler" "${own[@]}" --bind-address=127.0.0.1 --leader-elect=false
}
