#!/usr/bin/env bash
# Container images: dev/images.sh help
set -euo pipefail
# A digest that cannot be made must end the script, also where it is asked for inside $(…).
shopt -s inherit_errexit
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
RECIPES=$ROOT/dev/images
# shellcheck source=images/engine.sh
source "$RECIPES/engine.sh"
# shellcheck source=images/bases.sh
source "$RECIPES/bases.sh"
# shellcheck source=images/recipes.sh
source "$RECIPES/recipes.sh"

usage() {
  cat <<TEXT
Usage: dev/images.sh COMMAND [NAME…]
  build [NAME…]           builds what is missing or made from other inputs than today's
  fetch [NAME…]           only downloads and compiles what the builds need
  import CLUSTER [NAME…]  gives the images to a local cluster of dev/cluster.sh (those that it does not have yet)
  load [NAME…]            gives them to the cluster of your kubeconfig: kind, minikube, one of dev/cluster.sh, or any by a push to IMAGE_PREFIX
  name NAME…              the names to write into YAML
  archive NAME…           the files
  dist [FOLDER]           makes flinkctl for this machine, with a Java runtime of its own: dist/bin/flinkctl
  clean                   deletes all archives
NAME is one of ${all_images[*]}, or all (the default).
ENGINE=docker|buildah and HAS_REGISTRY=yes|no override what is found out by trying.
TEXT
}

main() {
  local command=${1:-help}
  case $command in build | fetch | import | load | name | archive | dist | clean) ;; help | --help) usage; return ;; *) usage >&2; exit 2 ;; esac
  shift
  cd "$ROOT"
  IMAGES=$(cache_dir)/images
  mkdir -p "$IMAGES"
  WORK=$(mktemp -d "$IMAGES/work.XXXX")
  trap leave EXIT
  trap 'exit 130' INT TERM
  use_jdk
  "command_$command" "$@"
}

leave() {
  engine_close
  rm -rf "$WORK"
}

# One at a time: two builds would do the same work twice.
alone() {
  exec 9>"$IMAGES/lock"
  flock -n 9 || { say "Waiting for another dev/images.sh to end"; flock 9; }
  find "$IMAGES" -maxdepth 1 \( -name 'work.*' -o -name '*.part' -o -name '*.part.tar' \) ! -path "$WORK" -exec rm -rf {} +
}

names() {
  local name
  if (($# == 0)) || [[ $* == all ]]; then set -- "${all_images[@]}"; fi
  for name in "$@"; do
    [[ " ${all_images[*]} " == *" $name "* ]] || die "there is no image $name: there are ${all_images[*]}"
    echo "$name"
  done
}

# digest_of TEXT…: 16 hexadecimal digits.
digest_of() { printf '%s\n' "$@" | sha256sum | cut -c 1-16; }

# files_digest FILE…: of names and contents, relative to the project.
files_digest() { (cd "$ROOT" && sha256sum -- "$@") | sha256sum | cut -c 1-16; }

image_digest() {
  local tag inputs
  tag=$(full_tag "$1")
  inputs=$("inputs_$1")
  digest_of "$tag" "$inputs"
}

full_tag() { echo "docker.io/$("tag_$1")"; }

archive() {
  local digest
  digest=$(image_digest "$1")
  echo "$IMAGES/$1-$digest.tar"
}

# ensure_image NAME: its archive is there afterwards.
ensure_image() {
  local name=$1 file
  optional "jars_$name"
  file=$(archive "$name")
  if [[ -e $file ]]; then touch "$file"; return; fi
  optional "fetch_$name"
  engine_open
  "build_$name" "$(full_tag "$name")"
  with_progress "Saving $(full_tag "$name")" image_save "$(full_tag "$name")" "$file"
  say "$("tag_$name") is $(du -m "$file" | cut -f 1) MB"
  forget_old "$name"
}

optional() { if declare -F "$1" >/dev/null; then "$1"; fi; }

# Keeps the three newest archives of an image: changes come and go.
forget_old() { find "$IMAGES" -maxdepth 1 -name "$1-????????????????.tar" -printf '%T@ %p\n' | sort -rn | tail -n +4 | cut -d ' ' -f 2- | xargs -r rm -f; }

command_build() {
  local name list
  list=$(names "$@")
  alone
  for name in $list; do ensure_image "$name"; done
}

command_fetch() {
  local name list
  list=$(names "$@")
  for name in $list; do optional "fetch_$name"; done
}

command_import() {
  local cluster=${1:?} name list
  local -a files=()
  shift
  list=$(names "$@")
  alone
  for name in $list; do ensure_image "$name"; files+=("$(archive "$name")"); done
  "$ROOT/dev/cluster.sh" import "$cluster" "${files[@]}"
}

command_load() {
  local name list context
  list=$(names "$@")
  context=$("$ROOT/dev/kubectl" config current-context)
  if [[ -z ${IMAGE_PREFIX:-} && ${KUBECONFIG:-} -ef $(cache_dir)/clusters/$context/kubeconfig ]]; then
    command_import "$context" "$@"
    return
  fi
  alone
  for name in $list; do ensure_image "$name"; load_one "$name" "$context"; done
}

load_one() {
  local name=$1 context=$2
  if [[ -n ${IMAGE_PREFIX:-} ]]; then push_one "$name"; return; fi
  case $context in
    kind-*) with_progress "Loading $name into $context" kind load image-archive "$(archive "$name")" --name "${context#kind-}" ;;
    minikube*) with_progress "Loading $name into $context" minikube -p "$context" image load "$(archive "$name")" ;;
    *) die "the cluster $context takes images from a registry only: set IMAGE_PREFIX to one that you may push to and that it can pull from" ;;
  esac
}

push_one() {
  engine_open
  with_progress "Loading $(full_tag "$1")" image_load "$(archive "$1")"
  with_progress "Pushing $(yaml_name "$1")" image_push "$(full_tag "$1")" "$(yaml_name "$1")"
}

# With IMAGE_PREFIX the name becomes one level below it: registries differ in how deep they go.
yaml_name() {
  local tag
  tag=$("tag_$1")
  if [[ -n ${IMAGE_PREFIX:-} ]]; then tag=$IMAGE_PREFIX/${tag//\//-}; fi
  echo "$tag"
}

command_name() { local name; for name in $(names "$@"); do yaml_name "$name"; done; }

command_archive() { local name; for name in $(names "$@"); do archive "$name"; done; }

command_dist() {
  local folder=${1:-$ROOT/dist}
  jars_flinkctl
  with_progress "Making $folder/bin/flinkctl" "$RECIPES/runtime.sh" "$ROOT/app/target" "$folder"
  # Of no use in the image: it calls kubectl with its user's kubeconfig.
  install -m 755 "$RECIPES/kubectl-flink.sh" "$folder/bin/kubectl-flink"
}

command_clean() { alone; rm -f "$IMAGES"/*.tar; }

main "$@"
