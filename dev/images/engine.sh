# shellcheck shell=bash
# The program that builds images: Docker where a daemon answers, else buildah. Sourced by images.sh.
# buildah gets a storage of its own, which is deleted at the end: what is kept are the archives.

# The engine's name. An environment variable ENGINE chooses one.
engine() {
  if [[ -z ${ENGINE:-} ]]; then
    if timeout 10 docker info >/dev/null 2>&1; then ENGINE=docker; else ENGINE=buildah; fi
  fi
  echo "$ENGINE"
}

# Makes the engine ready; call it once, not in a subshell.
engine_open() {
  ENGINE=$(engine)
  [[ $ENGINE == buildah && -z ${STORAGE:-} ]] || return 0
  ((EUID == 0)) || die "buildah needs root here: run this as root, or start Docker"
  need_packages buildah
  delete_abandoned_storage
  STORAGE=$IMAGES/storage.$$
  mkdir -p "$STORAGE"
}

engine_close() {
  if [[ -n ${STORAGE:-} ]]; then delete_storage "$STORAGE"; STORAGE=; fi
}

delete_abandoned_storage() {
  local dir
  for dir in "$IMAGES"/storage.*; do
    if [[ -d $dir ]] && ! kill -0 "${dir##*.}" 2>/dev/null; then delete_storage "$dir"; fi
  done
}

# An interrupted build leaves mounts behind: they go first, else rm would reach into them.
delete_storage() {
  local mount
  while read -r mount; do umount -l "$mount" 2>/dev/null || true; done \
    < <(cut -d ' ' -f 5 /proc/self/mountinfo | grep "^$1/" | sort -r)
  rm -rf --one-file-system "$1"
}

run_buildah() {
  buildah --root "$STORAGE/root" --runroot "$STORAGE/run" --storage-driver overlay "$@"
}

# image_build TAG CONTEXT DOCKERFILE [ARG=VALUE…]
image_build() {
  local tag=$1 context=$2 dockerfile=$3 argument
  local -a arguments=()
  shift 3
  for argument in "$@"; do arguments+=(--build-arg "$argument"); done
  case $ENGINE in
    docker) docker build -t "$tag" "${arguments[@]}" -f "$dockerfile" "$context" ;;
    *) run_buildah bud --isolation chroot --format docker --pull=false -t "$tag" "${arguments[@]}" -f "$dockerfile" "$context" ;;
  esac
}

image_pull() {
  case $ENGINE in
    docker) docker pull "$1" ;;
    *) run_buildah pull "$1" ;;
  esac
}

# image_load ARCHIVE: makes the image of an archive known to the engine.
image_load() {
  case $ENGINE in
    docker) docker load -q -i "$1" ;;
    *) run_buildah pull -q "docker-archive:$1" ;;
  esac
}

image_known() {
  case $ENGINE in
    docker) docker image inspect "$1" >/dev/null 2>&1 ;;
    *) run_buildah inspect --type image "$1" >/dev/null 2>&1 ;;
  esac
}

# image_save TAG ARCHIVE: the archive is there whole or not at all.
image_save() {
  rm -f "$2.part"
  case $ENGINE in
    docker) docker save -o "$2.part" "$1" ;;
    *) run_buildah push -q "$1" "docker-archive:$2.part:$1" ;;
  esac
  mv "$2.part" "$2"
}

# image_push TAG NAME: to the registry that NAME begins with.
image_push() {
  case $ENGINE in
    docker) docker tag "$1" "$2" && docker push "$2" ;;
    *) run_buildah push "$1" "docker://$2" ;;
  esac
}

# need_packages PACKAGE…: installs what is missing, and never lets apt remove anything.
need_packages() {
  local package
  local -a missing=()
  type -P dpkg-query apt-get >/dev/null || { need_programs "$@"; return; }
  for package in "$@"; do
    if [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) != 'install ok installed' ]]; then missing+=("$package"); fi
  done
  ((${#missing[@]})) || return 0
  with_progress "Installing ${missing[*]}" install_packages "${missing[@]}"
}

need_programs() {
  local program
  for program in "$@"; do
    type -P "$program" >/dev/null || die "there is no $program here, and no apt-get to install it: install it, or start Docker"
  done
}

install_packages() {
  local -a install=(apt-get install -y --no-remove --no-install-recommends -o DPkg::Lock::Timeout=300)
  export DEBIAN_FRONTEND=noninteractive
  "${install[@]}" "$@" || { apt-get update -o DPkg::Lock::Timeout=300 && "${install[@]}" "$@"; }
}
