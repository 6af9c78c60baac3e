# shellcheck shell=bash
# The settings files of the node's programs, written anew at every start.

write_config() {
  mkdir -p "$K"/{etc/cni,run,log/pods,state/etcd,state/containerd,state/kubelet}
  : >"$K/etc/resolv.conf"
  write_kubeconfig "$kubeconfig" admin
  write_kubeconfig "$K/kubeconfig-rsa" admin-rsa
  local user
  for user in kubelet controllers scheduler proxy; do write_kubeconfig "$K/etc/$user.conf" "$user"; done
  audit_policy >"$K/etc/audit.yaml"
  kubelet_config >"$K/etc/kubelet.yaml"
  proxy_config >"$K/etc/proxy.yaml"
  containerd_config >"$K/etc/containerd.toml"
  network_config >"$K/etc/cni/10-pods.conflist"
}

# Who did what, without bodies: for the tests of least privilege and of single leadership.
audit_policy() {
  cat <<END
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules: [{level: Metadata}]
END
}

# There is no registry to fetch an image from again, hence no collection of images.
kubelet_config() {
  cat <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupRoot: /$cgroup
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
volumePluginDir: $K/run/volume-plugins
address: $node_ip
healthzBindAddress: 127.0.0.1
tlsCertFile: $K/pki/kubelet-serving.crt
tlsPrivateKeyFile: $K/pki/kubelet-serving.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $K/pki/ca.crt}}
authorization: {mode: Webhook}
clusterDomain: cluster.local
clusterDNS: [$dns_ip]
resolvConf: $K/etc/resolv.conf
failSwapOn: false
maxPods: 250
serializeImagePulls: false
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
evictionHard: {memory.available: 200Mi, nodefs.available: 1Gi, nodefs.inodesFree: 1%, imagefs.available: 1Gi, imagefs.inodesFree: 1%}
nodeStatusUpdateFrequency: 5s
END
}

# The conntrack sysctls belong to the host's first network namespace: leave them alone.
proxy_config() {
  cat <<END
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clientConnection: {kubeconfig: $K/etc/proxy.conf}
clusterCIDR: $pod_range
hostnameOverride: node1
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
END
}

# restrict_oom_score_adj: a machine may refuse negative values, and runc then cannot start a container.
containerd_config() {
  cat <<END
version = 2
root = "$K/state/containerd"
state = "/run/containerd"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.opt"]
[grpc]
  address = "/run/containerd/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "local/pause:1"
  restrict_oom_score_adj = true
  disable_apparmor = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "$(cni_folder)"
    conf_dir = "$K/etc/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      Root = "/run/runc"
      SystemdCgroup = false
END
}

# One veth and one /32 route for each pod: no bridge, no sysctl of the host.
network_config() {
  cat <<END
{"cniVersion": "1.0.0", "name": "pods", "plugins": [
  {"type": "ptp", "ipMasq": false, "mtu": 1500,
   "ipam": {"type": "host-local", "dataDir": "/run/cni-addresses", "ranges": [[{"subnet": "$pod_range"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
END
}
