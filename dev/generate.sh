#!/usr/bin/env bash
# Writes the generated files anew: the tests with the tag generated write them instead of comparing.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

dev/mvn -q -B -pl api,core,probe,app test -Dgenerate=true -Dgroups=generated
say "generated files that changed:"
git status --short -- helm docs
