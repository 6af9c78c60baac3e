# shellcheck shell=bash
# The programs that the node needs from the distribution.

# command=package of Debian, Ubuntu and the like
node_commands=(containerd=containerd ctr=containerd containerd-shim-runc-v2=containerd runc=runc nft=nftables iptables=iptables
  ip=iproute2 nsenter=util-linux unshare=util-linux flock=util-linux mount=mount ps=procps openssl=openssl curl=curl python3=python3)

# The folder of the CNI plugins; fails when they are not installed.
cni_folder() {
  local folder
  for folder in /usr/lib/cni /opt/cni/bin /usr/libexec/cni; do
    if [[ -x $folder/ptp && -x $folder/host-local && -x $folder/portmap ]]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

missing_packages() {
  local entry
  for entry in "${node_commands[@]}"; do
    type -P "${entry%=*}" >/dev/null || echo "${entry#*=}"
  done
  cni_folder >/dev/null || echo containernetworking-plugins
}

# Another user of apt may be at work: wait for it. Nothing is ever removed for our sake.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  local install=(apt-get -o DPkg::Lock::Timeout=300 install -y --no-remove --no-install-recommends "$@")
  # The lists are only fetched when those that are there do not serve.
  "${install[@]}" || { apt-get -o DPkg::Lock::Timeout=300 update && "${install[@]}"; }
}

install_packages() {
  local packages
  mapfile -t packages < <(missing_packages | sort -u)
  if ((${#packages[@]} == 0)); then return; fi
  type -P apt-get >/dev/null || die "these programs are missing and there is no apt-get to install them: ${packages[*]}"
  with_progress "install ${packages[*]}" apt_install "${packages[@]}" \
    || die "apt-get could not install ${packages[*]} without removing others: install what its messages ask for and try again"
}
