# shellcheck shell=bash
# The images of a cluster: import of archives, and the two images that the node itself needs.

# import_images FILE…  imports those whose image is not there yet, under the name that the kubelet asks for.
import_images() {
  local listing name full digest file imported=() started=$EPOCHREALTIME
  listing=$(python3 "$ROOT/dev/cluster/archive.py" digests "$@") || exit 1
  while read -r name full digest file; do
    if has_image "$full" "$digest"; then continue; fi
    say "import $full into $cluster"
    import_image "$name" "$full" "$digest" "$file"
    imported+=("$full")
  done <<<"$listing"
  say "images of $cluster: ${#imported[@]} imported, $(($(wc -l <<<"$listing") - ${#imported[@]})) there already ($(elapsed "$started"))"
}

# What an image name stands for in the cluster; empty when there is none. Kubernetes' own name of an image is sha256:DIGEST-OF-CONFIG.
target_of() { awk -v name="$1" '$1 == name { print $3 }' <<<"${2:-$(cluster_ctr images ls)}"; }

# has_image NAME DIGEST  whether NAME is the image with that config, and Kubernetes knows it.
has_image() {
  local all wanted
  all=$(cluster_ctr images ls)
  wanted=$(target_of "sha256:$2" "$all")
  [[ -n $wanted && $(target_of "$1" "$all") == "$wanted" ]]
}

# Read from stdin: the cluster does not see all folders of the host.
import_image() {
  local name=$1 full=$2 digest=$3 file=$4 previous tries
  previous=$(target_of "$full")
  cluster_ctr images import --all-platforms - <"$file" >"$K/log/import.log" 2>&1 \
    || die "containerd refused $file: $(tail -n 1 "$K/log/import.log")"
  if [[ $name == localhost/* ]]; then
    cluster_ctr images tag --force "$name" "$full" >/dev/null
    cluster_ctr images rm "$name" >/dev/null
  fi
  # Kubernetes looks at a name only while it lacks this mark; one that stood for another image has it already.
  cluster_ctr images label "$full" io.cri-containerd.image= >/dev/null
  for ((tries = 0; tries < 100; tries++)); do
    if has_image "$full" "$digest"; then
      remove_unnamed "$previous"
      return
    fi
    sleep 0.1
  done
  die "Kubernetes does not see $full after its import: see $K/log/containerd.log"
}

# The image that lost its last name to the new one: nothing else would ever free its disk space. Running containers keep their files.
remove_unnamed() {
  local all names
  if [[ -z $1 ]]; then return; fi
  all=$(cluster_ctr images ls)
  names=$(awk -v digest="$1" '$3 == digest { print $1 }' <<<"$all")
  if [[ $names == sha256:* && $names != *$'\n'* ]]; then cluster_ctr images rm "$names" >/dev/null; fi
}

# Makes the archives of pause and CoreDNS beside their programs and prints their paths.
node_archives() {
  local program file version
  for program in pause coredns; do
    file=$(tool "$program").tar
    if [[ $program == pause ]]; then version=1; else version=$(coredns_version); fi
    if [[ ! -e $file ]]; then python3 "$ROOT/dev/cluster/archive.py" make "$file" "local/$program:$version" "$(tool "$program")"; fi
    echo "$file"
  done
}

coredns_version() { sed -n 's,^[[:space:]]*github.com/coredns/coredns v\([^ ]*\).*,\1,p' "$ROOT/dev/tools/kube/go.mod"; }
