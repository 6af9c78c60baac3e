# shellcheck shell=bash
# What is derived from the name of a cluster: nothing of it is shared by two clusters. Source it after lib.sh.

declare -A cluster_numbers=([demo]=0 [test]=1 [second]=2 [third]=3 [fresh]=4)

# Sets the variables below for the cluster NAME, or ends with a sentence.
name_cluster() {
  cluster=${1:-}
  local number=${cluster_numbers[$cluster]:-}
  [[ -n $number ]] || die "no cluster is called '$cluster'; there can be: demo, test, second, third, fresh"
  K=$(cache_dir)/clusters/$cluster          # its folder: pki, etc, kubeconfig, state, log; and run, while it runs
  [[ $K =~ ^[A-Za-z0-9_./-]+$ ]] || die "the folder $K has characters that the programs' settings do not take: set FLINK_TOOLBOX_CACHE to a plain path"
  host_link=tbx-$cluster                    # the host's end of the only link into the cluster
  cgroup=toolbox-$cluster
  link_range=10.250.$number.0/30
  node_ip=10.250.$number.1
  host_ip=10.250.$number.2
  pod_range=10.$((244 + number)).0.0/16
  service_range=10.$((96 + number)).0.0/16
  api_ip=10.$((96 + number)).0.1
  dns_ip=10.$((96 + number)).0.10
  ranges=("$link_range" "$pod_range" "$service_range")
  kubeconfig=$K/kubeconfig                  # administrator, EC key; kubeconfig-rsa beside it has an RSA key
}

# The first processes of running clusters called NAME (a pattern), by their pids on the host: a mark in their arguments and being
# process 1 of a namespace make them known, no file that could be stale.
first_processes() {
  local pid
  grep -lzx -- "toolbox-cluster=/.*/$1" /proc/[0-9]*/cmdline 2>/dev/null | cut -d / -f 3 | while read -r pid; do
    if awk '/^NSpid:/ && NF > 2 && $NF == 1 { found = 1 } END { exit !found }' "/proc/$pid/status" 2>/dev/null; then echo "$pid"; fi
  done || true
}

# The pid, on the host, of this cluster's first process; fails when it is not running. In a chroot the same path is another folder.
init_pid() {
  local pid
  for pid in $(first_processes "$cluster"); do
    if [[ /proc/$pid/root$K -ef $K ]]; then
      echo "$pid"
      return
    fi
  done
  return 1
}

# Whether a cluster of this name, which has the same addresses and links, runs with its folder in another cache.
runs_elsewhere() { ! init_pid >/dev/null && [[ -n $(first_processes "$cluster") ]]; }

# Runs a program in the namespaces of the cluster: in_cluster -n curl … (network), -m (mounts), -p (processes).
in_cluster() {
  local flags=() pid
  while [[ $1 == -[nmp] ]]; do
    flags+=("$1")
    shift
  done
  pid=$(init_pid) || die "the cluster $cluster is not running: start it with dev/cluster.sh up $cluster"
  # Entering the mounts loses a chroot, hence --root.
  if [[ " ${flags[*]} " == *" -m "* ]]; then flags+=(--root); fi
  nsenter -t "$pid" "${flags[@]}" "$@"
}

# containerd's client, on the images and containers of Kubernetes.
cluster_ctr() { in_cluster -m ctr --namespace k8s.io "$@"; }

cluster_kubectl() { "$(tool kubectl)" --kubeconfig "$kubeconfig" "$@"; }
