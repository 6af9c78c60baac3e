# shellcheck shell=bash
# The images that others start from: from the registry where there is one, else made here by mmdebstrap. Sourced by images.sh.

suite=bookworm
# Without documentation, translations and man pages.
slim=(--dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/info/*'
  --dpkgopt='path-exclude=/usr/share/locale/*' --aptopt='Acquire::Languages "none"')
# The JRE's set-up fails without the folder of man pages.
java_packages=openjdk-17-jre-headless,gettext-base,libjemalloc2,ca-certificates,curl

# True where Docker Hub answers. The answer is kept for a day; HAS_REGISTRY=yes|no overrides it.
has_registry() {
  local answer=$IMAGES/registry
  if [[ -z ${HAS_REGISTRY:-} ]]; then
    if [[ -z $(find "$answer" -mmin -1440 2>/dev/null) ]]; then registry_answers >"$answer.$BASHPID"; mv "$answer.$BASHPID" "$answer"; fi
    HAS_REGISTRY=$(<"$answer")
  fi
  [[ $HAS_REGISTRY == yes ]]
}

registry_answers() {
  case $(curl -s -o /dev/null -m 5 -w '%{http_code}' https://registry-1.docker.io/v2/ || true) in
    200 | 401) echo yes ;;
    *) echo no ;;
  esac
}

# base_digest NAME: what the base is made of, in one line.
base_digest() {
  if has_registry; then registry_base "$1"; return; fi
  case $1 in
    debian) digest_of "$suite" "${slim[@]}" ;;
    java) digest_of "$suite" "$java_packages" "${slim[@]}" ;;
    jdk) digest_of "$(base_digest debian)" "$(<"$JAVA_HOME/release")" ;;
  esac
}

registry_base() {
  case $1 in
    debian) echo docker.io/library/debian:bookworm-slim ;;
    java) echo docker.io/library/eclipse-temurin:17-jre-noble ;;
    jdk) echo docker.io/library/eclipse-temurin:25-jdk ;;
  esac
}

base_tag() {
  if has_registry; then registry_base "$1"; else echo "localhost/toolbox/$1:$(base_digest "$1")"; fi
}

# base NAME: makes the base known to the engine.
base() {
  local name=$1 tag
  tag=$(base_tag "$name")
  if image_known "$tag"; then return; fi
  if has_registry; then with_progress "Pulling $tag" image_pull "$tag"; return; fi
  case $name in
    debian | java) rootfs "$name" && with_progress "Loading the base image $name" rootfs_image "$name" "$tag" ;;
    jdk) base debian && with_progress "Making the base image jdk" jdk_image "$tag" ;;
  esac
}

rootfs_file() { echo "$IMAGES/$1-$(base_digest "$1").rootfs.tar"; }

rootfs() {
  local file
  file=$(rootfs_file "$1")
  [[ ! -e $file ]] || return 0
  need_packages mmdebstrap mount
  with_progress "Making the file system of the base image $1" make_rootfs "$1" "$file"
}

make_rootfs() {
  local include=()
  if [[ $1 == java ]]; then include=("--include=$java_packages" "--essential-hook=mkdir -p \"\$1/usr/share/man/man1\""); fi
  mmdebstrap --variant=essential "${slim[@]}" "${include[@]}" "$suite" "$2.part.tar"
  mv "$2.part.tar" "$2"
}

rootfs_image() {
  local context=$WORK/rootfs.$1
  mkdir -p "$context"
  ln -f "$(rootfs_file "$1")" "$context/rootfs.tar"
  printf 'FROM scratch\nADD rootfs.tar /\n' >"$context/Dockerfile"
  image_build "$2" "$context" "$context/Dockerfile"
}

# Without links: a JDK of Debian keeps parts of itself in /etc.
jdk_image() {
  cp -rL --preserve=mode,timestamps "$JAVA_HOME" "$WORK/jdk"
  image_build "$1" "$WORK/jdk" "$RECIPES/jdk.Dockerfile" "BASE=$(base_tag debian)"
}
