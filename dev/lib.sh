# shellcheck shell=bash
# What all scripts of dev/ share. Source it: source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# It sets ROOT, the project's folder, and defines functions only.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# One line of progress, with the time of day, to stderr: stdout is kept for results.
say() { printf '%(%H:%M:%S)T  %s\n' -1 "$*" >&2; }

# One sentence that says what is wrong and what to do; ends the script.
die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# The folder of everything that is built once and kept: tools, images, clusters, logs.
cache_dir() {
  local dir=${FLINK_TOOLBOX_CACHE:-${HOME:?HOME is not set: set it, or FLINK_TOOLBOX_CACHE}/.cache/flink-k8s-toolbox}
  mkdir -p "$dir" || die "cannot create $dir: set FLINK_TOOLBOX_CACHE to a folder that can be written"
  (cd "$dir" && pwd -P)
}

# The version of the product: the property <revision> of the root pom, the one place where it is said.
project_version() {
  local version
  version=$(sed -n 's,.*<revision>\(.*\)</revision>.*,\1,p' "$ROOT/pom.xml" | head -n 1)
  [[ -n $version ]] || die "pom.xml has no property <revision>: the version of the project is said there"
  echo "$version"
}

# Seconds since this shell started, as "1 min 5 s" or "5 s"; with an argument: that many seconds.
duration() {
  local seconds=${1:-$SECONDS}
  if ((seconds < 60)); then echo "$seconds s"; else echo "$((seconds / 60)) min $((seconds % 60)) s"; fi
}

# Exports JAVA_HOME of a JDK 25, or ends with the sentence of java-home.sh.
use_jdk() {
  JAVA_HOME=$("$ROOT/dev/java-home.sh") || exit 1
  export JAVA_HOME
}

# The path of a built tool (kubectl, helm, coredns, minio, kube-apiserver, …), which is built first when it is missing.
tool() {
  "$ROOT/dev/tools/build.sh" --path "$1"
}

# use_cluster NAME  points KUBECONFIG at the local cluster NAME; with USE_CLUSTER=1 it stays the user's, whose context is said once.
use_cluster() {
  if [[ ${USE_CLUSTER:-} == 1 ]]; then
    use_own_cluster
    return
  fi
  KUBECONFIG=$(cache_dir)/clusters/$1/kubeconfig
  if [[ ! -e $KUBECONFIG || ! -e /sys/class/net/tbx-$1 ]]; then
    die "the cluster $1 is not running: start it with dev/cluster.sh up $1, or use your own with USE_CLUSTER=1"
  fi
  export KUBECONFIG
}

use_own_cluster() {
  local context
  if [[ -n ${CONTEXT_SAID:-} ]]; then return; fi
  context=$("$(tool kubectl)" config current-context 2>/dev/null) \
    || die "USE_CLUSTER=1 wants your own cluster, and your kubeconfig has no current context: set KUBECONFIG, or choose one with kubectl config use-context"
  say "using your cluster, context $context"
  export CONTEXT_SAID=1
}

# with_progress LABEL CMD…  runs CMD into a log of the cache, prints a line every 15 s, and the log's end when CMD fails.
# CMD may be a function. Returns the exit code of CMD. An interrupt ends CMD as well.
with_progress() (
  label=$1 started=$SECONDS code=0
  log=$(cache_dir)/logs/$(tr -cs '[:alnum:].\n' - <<<"$label").log
  shift
  mkdir -p "${log%/*}"
  say "$label …"
  # A process group of its own, so that an interrupt can end the whole family.
  ( set -m; "$@" >"$log" 2>&1 </dev/null & echo $! >"$log.pid"; wait $! ) 2>/dev/null &
  child=$!
  trap 'kill -TERM -- "-$(cat "$log.pid")" 2>/dev/null; exit 130' INT TERM
  progress_lines "$label" "$log" "$child" "$started"
  wait "$child" || code=$?
  rm -f "$log.pid"
  if ((code == 0)); then
    say "$label: done in $(duration $((SECONDS - started)))"
  else
    say "$label: failed (exit $code), the end of $log:"
    tail -n 30 "$log" >&2
  fi
  exit "$code"
)

# Prints a line every 15 s, with what the log says last, until the process CHILD has ended.
progress_lines() {
  local label=$1 log=$2 child=$3 started=$4 next=15
  while kill -0 "$child" 2>/dev/null; do
    if ((SECONDS - started >= next)); then
      say "$label … $(duration $((SECONDS - started))): $(last_words "$log")"
      next=$((next + 15))
    fi
    sleep 0.2
  done
}

# The last line of a log that says anything, without colours.
last_words() { tail -n 5 "$1" | sed 's/\x1b\[[0-9;]*m//g' | grep '[[:alnum:]]' | tail -n 1 | tr -cd '[:print:]' | cut -c 1-80 || true; }

# report_tests NAME TESTS FAILURES  counts the tests of a script with those of the modules.
report_tests() {
  local folder=$ROOT/target/script-reports i
  mkdir -p "$folder"
  {
    printf '<testsuite name="%s">\n' "$1"
    for ((i = 0; i < $2; i++)); do if ((i < $3)); then echo '<testcase><failure/></testcase>'; else echo '<testcase/>'; fi; done
    echo '</testsuite>'
  } >"$folder/TEST-$1.xml"
}

# The totals of all test reports that are newer than FILE, as "tests failures skipped". The test cases are counted, not what a
# suite says of itself: Surefire says 0 there for the classes with parameters.
totals_since() {
  find "$ROOT" -path '*/target/*-reports/TEST-*.xml' -newer "$1" -print0 | xargs -0 -r python3 -c '
import sys
from xml.etree import ElementTree
cases = [case for file in sys.argv[1:] for case in ElementTree.parse(file).iter("testcase")]
having = lambda *kinds: sum(any(case.find(kind) is not None for kind in kinds) for case in cases)
print(len(cases), having("failure", "error"), having("skipped"))' | awk '
    { for (i = 1; i <= 3; i++) sum[i] += $i }
    END { print sum[1] + 0, sum[2] + 0, sum[3] + 0 }'
}
