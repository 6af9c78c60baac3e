# shellcheck shell=bash
# Builds images beside other work, for scripts that need both: source it, after lib.sh.
# Each of the two is a process group, so that all of it can be ended.

builder= # builds the images
worker=  # what runs beside it

build_images() {
  set -m
  dev/images.sh build "$@" </dev/null &
  set +m
  builder=$!
}

# beside_images CMD…  runs CMD; when it or the images fail, the other is not waited for.
beside_images() {
  local ended=
  set -m
  "$@" </dev/null &
  set +m
  worker=$!
  while [[ -n $worker ]]; do
    # shellcheck disable=SC2086 # an empty builder is no argument
    wait -n -p ended $builder "$worker" || give_up "$ended" "$*"
    if [[ $ended == "$builder" ]]; then builder=; else worker=; fi
  done
}

await_images() {
  if [[ -n $builder ]]; then wait "$builder" || give_up "$builder" ''; fi
  builder=
}

give_up() {
  if [[ $1 == "$builder" ]]; then
    builder=
    die "the images could not be built: see the messages above, then try again"
  fi
  worker=
  die "$2 failed: see the messages above, then try again"
}

# At the script's end, whichever: nothing goes on.
end_both() {
  local group
  for group in $builder $worker; do kill -TERM -- "-$group" 2>/dev/null || true; done
  wait
}
