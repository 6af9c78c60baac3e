#!/usr/bin/env bash
# Tests of the images' scripts, without an engine: Flink's entry point on a pretended Flink, flinkctl's launcher with a pretended program, and
# the digests of images. A few seconds.
set -euo pipefail
# shellcheck source=../lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# A Flink whose java prints its arguments, and answers the question for the memory as Flink does.
pretend_flink() {
  rm -rf "$work/flink"
  mkdir -p "$work"/flink/{bin,conf,lib,log,opt,plugins,cds} "$work/java/bin"
  printf '%s\n' "rest.address: 0.0.0.0" "env.java.opts.all: --add-opens=a/b=ALL -Dx=1" "taskmanager.numberOfTaskSlots: 1" >"$work/flink/conf/config.yaml"
  touch "$work"/flink/lib/{flink-dist-9.jar,a.jar,z.jar} "$work"/flink/opt/{s3-9.jar,other-9.jar}
  cat >"$work/java/bin/java" <<'JAVA'
#!/bin/sh
case "$*" in
  *impossible*) echo "IllegalConfigurationException: too small" ; exit 1 ;;
  *BashJavaUtils*) printf '%s\n' "INFO some log" "BASH_JAVA_UTILS_EXEC_RESULT:-Xmx11 -Xms11" "BASH_JAVA_UTILS_EXEC_RESULT:-D m.size=11b -D n=1" ;;
  *) printf '%s\n' "$@" ;;
esac
JAVA
  chmod +x "$work/java/bin/java"
}

flink() { env -i PATH="$PATH" FLINK_HOME="$work/flink" JAVA_HOME="$work/java" DISABLE_JEMALLOC=true JOB_MANAGER_RPC_ADDRESS=jm "${@}"; }

config() { cat "$work/flink/conf/config.yaml"; }

# check SENTENCE WANTED COMMAND…: passes when the output of COMMAND holds the line WANTED.
check() {
  local sentence=$1 wanted=$2 output
  shift 2
  output=$("$@" 2>&1) || true
  if grep -qxF -- "$wanted" <<<"$output"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED %s: no line "%s" in\n%s\n' "$sentence" "$wanted" "$output" >&2
  fi
}

the_environment_becomes_the_configuration() {
  local properties=$'a.b: ${NAME}/x \n\n# c: d\ns3.endpoint: http://minio.minio:9000\r\nkey: 1e10\nrest.address: 1.2.3.4\ntext: it\'s'
  pretend_flink
  flink NAME=pod-1 FLINK_PROPERTIES="$properties" TASK_MANAGER_NUMBER_OF_TASK_SLOTS=4 "$ROOT/dev/images/flink/entrypoint.sh" true
  check variables_are_replaced "a.b: 'pod-1/x'" config
  check only_the_first_colon_splits "s3.endpoint: 'http://minio.minio:9000'" config
  check a_value_stays_text "key: '1e10'" config
  check a_property_wins_over_the_image "rest.address: '1.2.3.4'" config
  check quotes_are_doubled "text: 'it''s'" config
  check slots_come_from_the_environment "taskmanager.numberOfTaskSlots: '4'" config
  check the_address_comes_from_the_environment "jobmanager.rpc.address: 'jm'" config
  check every_key_is_there_once "10" bash -c "cut -d: -f1 '$work/flink/conf/config.yaml' | sort -u | wc -l"
  check comments_are_left_out "10" bash -c "wc -l <'$work/flink/conf/config.yaml'"
}

the_process_gets_all_its_arguments() {
  local run=(flink JVM_ARGS=-Xmx5 "$ROOT/dev/images/flink/entrypoint.sh" taskmanager -D q=1)
  pretend_flink
  check the_memory_is_flinks_own "-Xmx11" "${run[@]}"
  check the_sizes_are_passed_on "m.size=11b" "${run[@]}"
  check the_options_of_the_configuration_are_used "-Dx=1" "${run[@]}"
  check further_arguments_follow "q=1" "${run[@]}"
  check flink_dist_is_last_on_the_class_path "$work/flink/lib/a.jar:$work/flink/lib/z.jar:$work/flink/lib/flink-dist-9.jar" "${run[@]}"
  check the_calculated_memory_wins_over_jvm_args "-Xmx5 -Xmx11" bash -c "$(declare -f flink); work=$work; $(printf '%q ' "${run[@]}") | grep Xmx | xargs"
  check a_failed_calculation_is_explained "IllegalConfigurationException: too small" flink "$ROOT/dev/images/flink/entrypoint.sh" taskmanager -D impossible=1
}

plugins_are_linked_or_refused() {
  local link=$work/flink/plugins/s3-9/s3-9.jar
  pretend_flink
  flink ENABLE_BUILT_IN_PLUGINS='s3-9.jar;other-9.jar' "$ROOT/dev/images/flink/entrypoint.sh" true
  check plugins_are_linked "$work/flink/opt/s3-9.jar" readlink "$link"
  check a_missing_plugin_is_named "error: ENABLE_BUILT_IN_PLUGINS names s3-8.jar, which is not in $work/flink/opt: there are other-9.jar s3-9.jar" \
    flink ENABLE_BUILT_IN_PLUGINS=s3-8.jar "$ROOT/dev/images/flink/entrypoint.sh" jobmanager
}

# A flinkctl that tells of each argument how long it is, and whether it is the name of a file.
pretend_flinkctl() {
  local home=$work/flinkctl
  use_jdk
  mkdir -p "$home"/{bin,lib}
  cp "$ROOT/dev/images/flinkctl.sh" "$home/bin/flinkctl"
  ln -s "$JAVA_HOME" "$home/runtime"
  cat >"$work/Main.java" <<'JAVA'
package com.nextbreakpoint.flink.cli;

public class Main {
  public static void main(String[] args) {
    for (var arg : args) {
      System.out.println(arg.length() + " " + arg.replace("\n", "\\n"));
      if (new java.io.File(arg).isFile()) System.out.println("a file: " + arg);
    }
  }
}
JAVA
  "$JAVA_HOME/bin/javac" -encoding UTF-8 -d "$work/classes" "$work/Main.java"
  "$JAVA_HOME/bin/jar" --create --file "$home/lib/flinkctl.jar" -C "$work/classes" .
}

everything_is_utf_8_to_flinkctl_whatever_the_environment_says() {
  local name run
  pretend_flinkctl
  touch "$work/ü 日本"
  for name in POSIX tr_TR.ISO-8859-9; do
    run=(env -i "-C$work" PATH="$PATH" "LC_ALL=$name" "LANG=$name" sh "$work/flinkctl/bin/flinkctl")
    check "an_argument_is_what_was_written_under_$name" "1 ü" "${run[@]}" ü
    check "so_is_one_of_wide_letters_under_$name" "2 日本" "${run[@]}" ü 日本
    check "a_file_is_found_by_its_name_under_$name" "a file: ü 日本" "${run[@]}" "ü 日本"
  done
  run=(env -i PATH="$PATH" sh "$work/flinkctl/bin/flinkctl")
  check an_empty_argument_stays_one "0 " "${run[@]}" x ''
  check quotes_dollars_and_lines_stay "17 \"a\" 'b' \$(X) \$\$\\n*" "${run[@]}" $'"a" \'b\' $(X) $$\n*'
}

# An image of changed inputs has another archive, so that nobody can take the old one.
digests_follow_the_inputs() {
  local project=$work/project archive
  mkdir -p "$project"/app/target/lib "$project/example/jobs"
  cp -r "$ROOT"/{dev,pom.xml,Dockerfile} "$project/"
  cp "$ROOT/example/jobs/Dockerfile" "$project/example/jobs/"
  touch "$project"/app/target/{flinkctl.jar,lib/a.jar}
  export FLINK_TOOLBOX_CACHE=$work/cache HAS_REGISTRY=no
  archive=$("$project/dev/images.sh" archive flinkctl)
  check the_same_inputs_have_the_same_archive "$archive" "$project/dev/images.sh" archive flinkctl
  for input in app/target/flinkctl.jar app/target/lib/a.jar dev/images/flinkctl.sh dev/images/runtime.sh Dockerfile; do
    archive=$("$project/dev/images.sh" archive flinkctl)
    echo '#' >>"$project/$input"
    check "a_change_of_${input}_changes_the_archive" changed bash -c "[[ \$('$project/dev/images.sh' archive flinkctl) == '$archive' ]] || echo changed"
  done
  rm "$project/app/target/flinkctl.jar"
  check without_its_inputs_an_image_has_no_archive "sha256sum: app/target/flinkctl.jar: No such file or directory" "$project/dev/images.sh" archive flinkctl
  check an_unknown_image_is_refused "error: there is no image x: there are flinkctl jobs flink-2.3 flink-1.20 minio testjobs" "$project/dev/images.sh" build x
}

the_environment_becomes_the_configuration
the_process_gets_all_its_arguments
plugins_are_linked_or_refused
everything_is_utf_8_to_flinkctl_whatever_the_environment_says
digests_follow_the_inputs
report_tests images "$((passed + failed))" "$failed"
say "the images' scripts: $passed passed, $failed failed"
((failed == 0))
