# shellcheck shell=bash
# End of a cluster, and the proof that nothing of it is left.

# Every process of the cluster is in the process namespace of its first one, and dies with it; so do mounts, links and routes.
cluster_stop() {
  local pid tries
  if pid=$(init_pid); then
    kill -9 "$pid"
    for ((tries = 0; tries < 100; tries++)); do
      if [[ ! -e /proc/$pid ]]; then break; fi
      sleep 0.05
    done
  fi
  ip link del "$host_link" 2>/dev/null || true
  remove_cgroups
  rm -rf "$K/run"
  if [[ -z $(first_processes '[a-z]*') ]]; then rmdir /var/lib/cni 2>/dev/null || true; fi
}

cluster_down() {
  local started=$EPOCHREALTIME
  cluster_stop
  nothing_left
  say "cluster $cluster is down ($(elapsed "$started")); its state stays in $K: dev/cluster.sh wipe $cluster deletes it"
}

cluster_wipe() {
  local started=$EPOCHREALTIME
  cluster_stop
  rm -rf "$K"
  remove_guard_routes
  nothing_left
  say "cluster $cluster is deleted ($(elapsed "$started"))"
}

nothing_left() {
  local left
  left=$(residue)
  [[ -z $left ]] || die "the stop of $cluster left this behind:"$'\n'"$left"
}

# What of a stopped cluster can be found on the machine, one thing a line. The guard routes count once its folder is deleted.
residue() {
  residue_of_processes
  awk -v folder="$K/" 'index($5 "/", folder) { print "mount " $5 }' /proc/self/mountinfo
  ip -brief link show "$host_link" 2>/dev/null | sed 's/^/link /' || true
  ip route show | sed -n "/dev $host_link/ s/^/route /p"
  if [[ ! -e $K ]]; then residue_of_guards; fi
  residue_of_firewall
  cgroup_folders | sed 's/^/cgroup /'
  if [[ -e $K/run ]]; then echo "folder $K/run"; fi
}

# By the mark in their environment (programs, shims) or by their control group (containers).
residue_of_processes() {
  local pid
  { grep -lzx "TOOLBOX_CLUSTER=$cluster" /proc/[0-9]*/environ || true; grep -l "/$cgroup/" /proc/[0-9]*/cgroup || true; } 2>/dev/null \
    | cut -d / -f 3 | sort -u | while read -r pid; do
      echo "process $pid: $(tr '\0' ' ' <"/proc/$pid/cmdline" | cut -c 1-100)"
    done
}

residue_of_firewall() {
  { nft list ruleset || true; iptables-save || true; } 2>/dev/null \
    | grep -F -e "${pod_range%.0.0/16}." -e "${service_range%.0.0/16}." -e "$host_link" | sed 's/^[[:space:]]*/firewall rule /' || true
}

residue_of_guards() {
  local range
  for range in "${ranges[@]}"; do ip route show exact "$range" | sed -n 's/^unreachable/route &/p'; done
}
