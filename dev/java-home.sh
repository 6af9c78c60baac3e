#!/usr/bin/env bash
# Prints the home of a JDK 25: JAVA_HOME if it is one, else the first that is found in the usual places.
set -euo pipefail
shopt -s nullglob

wanted=25

is_wanted() {
  [[ -x $1/bin/javac && -r $1/release ]] && grep -q "^JAVA_VERSION=\"${wanted}[.\"+-]" "$1/release"
}

candidates() {
  local compiler
  printf '%s\n' "${JAVA_HOME:-/nowhere}"
  if compiler=$(readlink -f "$(type -P javac || echo /nowhere)"); then echo "${compiler%/bin/javac}"; fi
  printf '%s\n' /usr/lib/jvm/* /opt/* /opt/java/* /usr/java/* /usr/local/java/* \
    "${SDKMAN_DIR:-${HOME:-/nowhere}/.sdkman}"/candidates/java/* "${HOME:-/nowhere}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home
}

while read -r home; do
  if is_wanted "$home"; then
    echo "$home"
    exit 0
  fi
done < <(candidates)
echo "error: there is no JDK $wanted here: install one (https://adoptium.net), or set JAVA_HOME to its folder" >&2
exit 1
