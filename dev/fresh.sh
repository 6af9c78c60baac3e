#!/usr/bin/env bash
# Runs the demo as on a machine that has nothing: what is committed, in a new Debian root with empty caches.
# The root has what the README asks for (JDK 25, Maven, Go, Python 3, make, git) and nothing else. KEEP=1 leaves it for a look.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"
source dev/images/engine.sh

CLUSTER=fresh
suite=bookworm
# How this machine reaches the package registries; a new machine of the same network would be told the same.
settings=(/etc/resolv.conf /etc/hosts /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/apt/trusted.gpg.d /etc/ssl/certs
  /usr/local/share/ca-certificates /etc/pip.conf /etc/pip.d "$HOME/.config/go/env" "$HOME/.config/pip" "$HOME/.m2/settings.xml")
variables=(http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL PIP_CERT GOPROXY GOSUMDB SSL_CERT_FILE SSL_CERT_DIR)

make_root() {
  mmdebstrap --variant=apt --include=ca-certificates,git,make,maven,python3 --essential-hook='mkdir -p "$1/usr/share/man/man1"' "$suite" "$root"
}

copy_settings() {
  local path
  for path in "${settings[@]}"; do
    if [[ -e $path ]]; then
      mkdir -p "$root${path%/*}"
      cp -aL --remove-destination "$path" "$root${path%/*}/"
    fi
  done
}

# Called in namespaces of its own: all mounts, and all processes that are left, end with it.
enter() {
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount --rbind /sys "$root/sys"
  mount --rbind /dev "$root/dev"
  mkdir -p "$root$JAVA_HOME" "$root/usr/local/go" "$root/run/lock"
  mount --bind --read-only "$JAVA_HOME" "$root$JAVA_HOME"
  mount --bind --read-only "$(go env GOROOT)" "$root/usr/local/go"
  local name given=()
  for name in "${variables[@]}"; do if [[ -n ${!name:-} ]]; then given+=("$name=${!name}"); fi; done
  cd "$root"
  exec chroot "$root" env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 "CLUSTER=$CLUSTER" "${given[@]}" \
    PATH=/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    bash -c 'cd /project && code=0; make demo || code=$?; make demo-down || code=1; exit "$code"'
}

in_namespaces() {
  export root JAVA_HOME CLUSTER
  unshare --mount --propagation private --pid --fork --kill-child "$0" enter
}

leave() {
  local code=$? left
  left=$(dev/cluster.sh residue "$CLUSTER")
  if [[ -n $left ]]; then
    say "the cluster $CLUSTER left this behind: $left"
    code=1
  fi
  if [[ ${KEEP:-} == 1 ]]; then say "the root stays: $root"; else rm -rf --one-file-system "$root"; fi
  exit "$code"
}

main() {
  local started
  ((EUID == 0)) || die "a new root needs root: run this as root, or with sudo -E"
  type -P apt-get >/dev/null || die "make fresh needs Debian or Ubuntu, and there is no apt-get here"
  use_jdk
  need_packages mmdebstrap
  if [[ -n $(git status --porcelain) ]]; then say "what is not committed is not tried"; fi
  root=$(cache_dir)/fresh
  rm -rf --one-file-system "$root"
  trap leave EXIT
  with_progress "a new Debian root" make_root
  copy_settings
  git clone --quiet "file://$ROOT" "$root/project"
  started=$SECONDS
  in_namespaces
  say "make demo and make demo-down in the new root took $(duration $((SECONDS - started)))"
  say "not new in it: the kernel with its modules, the JDK, Go, the settings of the network and its certificates, and a registry that is near"
}

case ${1:-} in
  '') main ;;
  enter) enter ;;
  *) die "usage: dev/fresh.sh" ;;
esac
