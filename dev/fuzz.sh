#!/usr/bin/env bash
# Fuzzes the control interface by its own OpenAPI document for about a minute: no 5xx from any input, no status that is not documented, every
# answer a valid envelope. The interface runs over resources that are always as they should be, so that each 5xx is its own fault.
# Each operation counts as one test, in app/target/fuzz-reports. FUZZ_SECONDS=600 dev/fuzz.sh goes on for longer, SEED=1 repeats a run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

VERSION=4.32.5
REPORTS=app/target/fuzz-reports
work=$(mktemp -d)
server=''

leave() {
  if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}

install() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || die "there is no module venv of Python: apt-get install python3-venv"
  python3 -m venv --clear "$1"
  "$1/bin/pip" install -q --disable-pip-version-check "schemathesis==$VERSION"
  touch "$1/complete"
}

compile() { dev/mvn -q -B -pl app -am package -DskipTests -Dspotless.check.skip=true; }

serve() {
  "$JAVA_HOME/bin/java" -Xmx256m -cp 'app/target/test-classes:app/target/classes:app/target/lib/*' \
    com.nextbreakpoint.flink.server.FuzzedControl "$work/port" >"$work/log" 2>&1 &
  server=$!
  for ((i = 0; i < 600; i++)); do
    if [[ -s $work/port ]]; then return; fi
    kill -0 "$server" 2>/dev/null || die "the control interface did not start: $(tail -n 3 "$work/log")"
    sleep 0.1
  done
  die "the control interface did not start within a minute"
}

# What is sent for each path: random names; then, in a second run, those of resources that are there.
settings() {
  if [[ $1 == there ]]; then
    printf '%s\n' '[parameters]' '"path.deployment" = "demo"' '"path.cluster" = "lone"' '"path.job" = "average"'
  fi
}

# fuzz NAME: one run, its report as TEST-fuzz-NAME.xml.
fuzz() (
  settings "$1" >"$work/$1.toml"
  # In the folder of work: it leaves a cache of its own where it runs.
  cd "$work"
  timeout "$((seconds + 30))" "$venv/bin/st" --config-file "$work/$1.toml" run "$ROOT/docs/reference/openapi.json" \
    --url "http://localhost:$(<"$work/port")/api/v1" --seed "$seed" --max-time "$((seconds / 2))" --request-timeout 10 --warnings off \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,unsupported_method,allow_header_conformance \
    --report junit --report-junit-path "$ROOT/$REPORTS/TEST-fuzz-$1.xml"
)

trap leave EXIT
trap 'exit 130' INT TERM
seconds=${FUZZ_SECONDS:-50}
seed=${SEED:-$RANDOM}
venv=$(cache_dir)/schemathesis-$VERSION
use_jdk
if [[ ! -e $venv/complete ]]; then with_progress "Installing schemathesis $VERSION" install "$venv"; fi
with_progress "Compiling the control interface" compile
serve
rm -rf "$REPORTS"
mkdir -p "$REPORTS"
start=$work/start
touch -d '1 second ago' "$start"
code=0
say "fuzzing for $seconds s, seed $seed"
fuzz anywhere || code=$?
fuzz there || code=$?
if grep -q ' ERROR ' "$work/log"; then
  grep -A 5 ' ERROR ' "$work/log" | head -n 40 >&2
  code=1
fi
read -r tests failed skipped < <(totals_since "$start")
echo "fuzzed operations: $((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
exit "$code"
