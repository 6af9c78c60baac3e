#!/usr/bin/env bash
# Everything that needs no cluster: compile with all gates as errors, run the tests, count them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

modules=(api core app example/jobs)

# The totals of the reports that are newer than FILE, as "tests failures skipped".
totals_since() {
  local module
  for module in "${modules[@]}"; do
    find "$module/target" -path '*-reports/TEST-*.xml' -newer "$1" -exec grep -ohm1 '<testsuite [^>]*' {} + 2>/dev/null || true
  done | awk '
    function number(name) { return match($0, " " name "=\"[0-9]+") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : 0 }
    { tests += number("tests"); failed += number("failures") + number("errors"); skipped += number("skipped") }
    END { print tests + 0, failed + 0, skipped + 0 }'
}

# What interprets a script would notice a slip only when it gets there.
scripts_parse() {
  local script
  git ls-files --cached --others --exclude-standard dev .ci | while read -r script; do
    case $script in
      *.py) python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read(), sys.argv[1])' "$script" ;;
      *) if grep -qE '^#( shellcheck shell=|!.*)bash' "$script"; then bash -n "$script"; fi ;;
    esac
  done
}

start=$(mktemp)
trap 'rm -f "$start"' EXIT
scripts_parse
code=0
dev/mvn -q -B -Dstyle.color=never -pl "$(IFS=,; echo "${modules[*]}")" -am verify || code=$?
read -r tests failed skipped < <(totals_since "$start")
say "check took $(duration)"
echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
exit "$code"
