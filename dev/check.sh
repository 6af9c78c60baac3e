#!/usr/bin/env bash
# Everything that needs no cluster: compile with all gates as errors, run the tests, count them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

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
dev/images/test.sh || code=$?
# Two modules at a time: the demo jobs need nothing of the others.
dev/mvn -T 2 -q -B -Dstyle.color=never verify || code=$?
read -r tests failed skipped < <(totals_since "$start")
say "check took $(duration)"
echo "$((tests - failed - skipped)) passed, $failed failed, $skipped skipped"
exit "$code"
