#!/usr/bin/env bash
# Builds the tools of the local cluster from Go modules: dev/tools/build.sh [kube|coredns|helm|kubectl|minio|pause|all]
# They are built once for each content of their module, into $CACHE/tools/MODULE-HASH/bin, and kept.
# dev/tools/build.sh --path PROGRAM prints where a program is, and builds it first when it is missing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

declare -A package=(
  [kube]=./cmd/kube [coredns]=./cmd/coredns [pause]=./cmd/pause
  [kubectl]=k8s.io/kubernetes/cmd/kubectl [helm]=helm.sh/helm/v4/cmd/helm [minio]=github.com/minio/minio
)
node_programs=(etcd kube-apiserver kube-controller-manager kube-proxy kube-scheduler kubelet)

module_of() { if [[ $1 == minio ]]; then echo minio; else echo kube; fi; }

# Go's own settings, whatever the user's are; the tool chain, proxy and caches stay the user's.
go_for_us() {
  env -u GOARM64 -u GOAMD64 GOWORK=off GO111MODULE=on CGO_ENABLED=0 GOOS=linux GOARCH="$(go env GOHOSTARCH)" \
    GOFLAGS='-buildvcs=false -trimpath -mod=readonly' go "$@"
}

# The folder of the programs of a module: its name says the content of the module's files and the way they are built.
bin_of() {
  local module=$1 hash
  hash=$({ declare -f go_for_us link_flags compile; cd "$ROOT/dev/tools"; find "$module" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum; } | sha256sum)
  echo "$(cache_dir)/tools/$module-${hash:0:12}/bin"
}

# The version of a required module, without its "v".
required() { sed -n "s,^[[:space:]]*$2 v\([^ ]*\).*,\1,p" "$ROOT/dev/tools/$1/go.mod" | head -n 1; }

# The flags that make a program say the version of its sources.
link_flags() {
  local version flags=(-s -w) prefix
  case $1 in
    kube | kubectl)
      version=$(required kube k8s.io/kubernetes)
      for prefix in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        flags+=(-X "$prefix.gitVersion=v$version" -X "$prefix.gitMajor=${version%%.*}" -X "$prefix.gitMinor=$(cut -d . -f 2 <<<"$version")"
          -X "$prefix.gitTreeState=clean" -X "$prefix.gitCommit=module" -X "$prefix.buildDate=2026-09-01T00:00:00Z")
      done ;;
    helm) flags+=(-X "helm.sh/helm/v4/internal/version.version=v$(required kube helm.sh/helm/v4)") ;;
    minio) # the pseudo-version 0.0.0-20260212201848-7aac… says when the sources were published
      version=$(required minio github.com/minio/minio | sed -E 's/.*-(....)(..)(..)(..)(..)(..)-.*/\1-\2-\3T\4:\5:\6Z/')
      flags+=(-X "github.com/minio/minio/cmd.Version=$version" -X "github.com/minio/minio/cmd.ReleaseTag=RELEASE.${version//:/-}") ;;
  esac
  echo "${flags[*]}"
}

compile() { # TARGET FILE
  cd "$ROOT/dev/tools/$(module_of "$1")"
  go_for_us build -v -ldflags "$(link_flags "$1")" -o "$2" "${package[$1]}"
}

is_built() { [[ -x $(bin_of "$(module_of "$1")")/$1 ]]; }

# Builds beside the final place and renames: an interrupted build leaves no half program.
build() {
  local target=$1 bin program
  if is_built "$target"; then return; fi # another caller may have done it meanwhile
  bin=$(bin_of "$(module_of "$target")")
  mkdir -p "$bin"
  with_progress "build $target" compile "$target" "$bin/.$target.new"
  if [[ $target == kube ]]; then
    for program in "${node_programs[@]}"; do ln -sfn kube "$bin/$program"; done
  fi
  mv "$bin/.$target.new" "$bin/$target"
}

# One build at a time: Go uses all cores by itself, and two would build the same packages twice.
build_all() {
  local target lock missing=()
  for target in "$@"; do is_built "$target" || missing+=("$target"); done
  if ((${#missing[@]} == 0)); then return; fi
  type -P go >/dev/null || die "there is no go on the path: install Go 1.26 or newer (https://go.dev/dl)"
  lock=$(cache_dir)/tools.lock
  exec 9>"$lock"
  flock --nonblock 9 || { say "another build of the tools is running, waiting for it"; flock 9; }
  for target in "${missing[@]}"; do build "$target"; done
}

target_of() { case " ${node_programs[*]} " in *" $1 "*) echo kube ;; *) echo "$1" ;; esac; }

main() {
  local target path program
  # Go's compiler then collects its garbage less often: a quarter less of processor time, for a few hundred MB.
  export GOGC="${GOGC:-400}"
  if [[ ${1:-} == --path ]]; then
    program=${2:?"--path wants the name of a program"}
    target=$(target_of "$program")
    [[ -n ${package[$target]:-} ]] || die "no tool is called $program; there are: ${!package[*]} ${node_programs[*]}"
    path=$(bin_of "$(module_of "$target")")
    build_all "$target"
    echo "$path/$program"
    return
  fi
  if [[ ${1:-all} == all ]]; then set -- kube pause coredns kubectl helm minio; fi
  for target in "$@"; do
    [[ -n ${package[$target]:-} ]] || die "no tool is called $target; there are: ${!package[*]} all"
  done
  build_all "$@"
}

main "$@"
