# shellcheck shell=bash
# The host's side of a cluster: routes, one link, control groups.

# A call to an address of a cluster that is down must not leave the machine by the default route. These routes stay as long as
# the cluster's folder does.
guard_routes() {
  local range
  for range in "${ranges[@]}"; do ip route replace unreachable "$range" metric 65535; done
}

remove_guard_routes() {
  local range
  for range in "${ranges[@]}"; do ip route del unreachable "$range" metric 65535 2>/dev/null || true; done
}

# Routes of others that overlap ours, one a line.
foreign_routes() {
  local range
  for range in "${ranges[@]}"; do
    { ip route show root "$range"; ip route show match "$range"; } | grep -v -e '^default' -e "dev $host_link" -e '^unreachable .* metric 65535' || true
  done
}

# link PID  connects the network namespace of PID, whose end is called uplink; fails when PID has ended.
link() {
  ip link del "$host_link" 2>/dev/null || true
  ip link add "$host_link" type veth peer name uplink netns "$1" \
    && ip addr add "$host_ip/30" dev "$host_link" \
    && ip link set "$host_link" up \
    && ip route replace "$pod_range" via "$node_ip" \
    && ip route replace "$service_range" via "$node_ip"
}

cgroup_hierarchies() {
  local folder
  for folder in /sys/fs/cgroup /sys/fs/cgroup/*; do
    if [[ -e $folder/cgroup.procs && ! -L $folder ]]; then echo "$folder"; fi
  done
}

# The kubelet wants its root in every hierarchy of version 1, the named ones too, or in the one of version 2.
make_cgroups() {
  local folder file controller
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    for controller in cpu cpuset io memory pids hugetlb; do
      echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true
    done
    mkdir -p "/sys/fs/cgroup/$cgroup"
    return
  fi
  while read -r folder; do
    if [[ $(stat -f -c %T "$folder") == cgroup2fs ]]; then continue; fi
    mkdir -p "$folder/$cgroup"
    if [[ -e $folder/cpuset.cpus ]]; then
      for file in cpuset.cpus cpuset.mems; do cat "$folder/$file" >"$folder/$cgroup/$file"; done
    fi
  done < <(cgroup_hierarchies)
}

cgroup_folders() {
  local folder
  while read -r folder; do
    if [[ -d $folder/$cgroup ]]; then find "$folder/$cgroup" -depth -type d; fi
  done < <(cgroup_hierarchies)
}

# The kernel lets go of a group a moment after its last process.
remove_cgroups() {
  local tries
  for ((tries = 0; tries < 50; tries++)); do
    cgroup_folders | xargs -r rmdir 2>/dev/null || true
    if [[ -z $(cgroup_folders) ]]; then return; fi
    sleep 0.1
  done
}
