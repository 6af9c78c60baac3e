#!/usr/bin/env bash
# Entry point of the Flink images that are assembled here. It takes what the official image's entry point takes:
#   jobmanager | taskmanager | standalone-job | history-server | help, further arguments such as -D key=value, or any other command;
#   FLINK_PROPERTIES, JOB_MANAGER_RPC_ADDRESS, TASK_MANAGER_NUMBER_OF_TASK_SLOTS, ENABLE_BUILT_IN_PLUGINS, DISABLE_JEMALLOC.
# Flink's own scripts start up to six JVMs before the real one. Here one small JVM runs, Flink's own calculation of the memory.
set -euo pipefail

home=${FLINK_HOME:-/opt/flink}
conf=${FLINK_CONF_DIR:-$home/conf}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
declare -A config=()

main() {
  local command=${1:-help}
  if [[ $command == help ]]; then usage; return; fi
  use_jemalloc
  enable_plugins
  configure
  case $command in
    jobmanager) start jobmanager JM org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint "${@:2}" ;;
    standalone-job) start jobmanager JM org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint "${@:2}" ;;
    taskmanager) start taskmanager TM org.apache.flink.runtime.taskexecutor.TaskManagerRunner "${@:2}" ;;
    history-server) start historyserver '' org.apache.flink.runtime.webmonitor.history.HistoryServer "${@:2}" ;;
    *) exec "$@" ;;
  esac
}

usage() {
  echo "Usage: $(basename "$0") (jobmanager|taskmanager|standalone-job|history-server) [-D key=value]..."
  echo "   or: $(basename "$0") COMMAND [ARGUMENT]..."
}

use_jemalloc() {
  local library
  [[ ${DISABLE_JEMALLOC:-false} == false ]] || return 0
  for library in /usr/lib/*-linux-gnu/libjemalloc.so*; do
    if [[ -e $library ]]; then export LD_PRELOAD=${LD_PRELOAD:+$LD_PRELOAD:}$library; return; fi
  done
  echo "warning: libjemalloc is not installed, glibc allocates the memory" >&2
}

# Links the wanted jars of opt/ into plugins/, each into a folder of its own.
enable_plugins() {
  local plugin plugins
  IFS=';' read -ra plugins <<<"${ENABLE_BUILT_IN_PLUGINS:-}"
  for plugin in "${plugins[@]}"; do
    if [[ ! -e $home/opt/$plugin ]]; then
      echo "error: ENABLE_BUILT_IN_PLUGINS names $plugin, which is not in $home/opt: there are $(cd "$home/opt" && echo *.jar)" >&2
      exit 1
    fi
    mkdir -p "$home/plugins/${plugin%.jar}"
    ln -sf "$home/opt/$plugin" "$home/plugins/${plugin%.jar}/"
  done
}

# Merges the environment into config.yaml; where that is read-only (a mounted ConfigMap) into a copy of its folder.
configure() {
  local mounted=$conf
  if [[ ! -w $conf/config.yaml || ! -w $conf ]]; then
    conf=$(mktemp -d)
    cp -rL "$mounted/." "$conf"
    chmod -R u+w "$conf"
  fi
  export FLINK_CONF_DIR=$conf
  read_config
  config[jobmanager.rpc.address]=${JOB_MANAGER_RPC_ADDRESS:-$(hostname -f)}
  config[blob.server.port]=6124
  config[query.server.port]=6125
  if [[ -n ${TASK_MANAGER_NUMBER_OF_TASK_SLOTS:-} ]]; then config[taskmanager.numberOfTaskSlots]=$TASK_MANAGER_NUMBER_OF_TASK_SLOTS; fi
  read_properties
  write_config
}

# The image's config.yaml is flat; a nested one, which a user mounted, is flattened by Flink's own parser.
read_config() {
  local line key value
  if grep -q '^[[:space:]]\+[^#[:space:]]' "$conf/config.yaml"; then
    "$home/bin/config-parser-utils.sh" "$conf" "$home/bin" "$home/lib" -flatten
  fi
  while IFS= read -r line; do
    [[ $line =~ ^([^#:[:space:]][^:]*):[[:space:]]+(.+)$ ]] || continue
    key=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    if [[ $value =~ ^\'(.*)\'$ ]]; then value=${BASH_REMATCH[1]//\'\'/\'}; elif [[ $value =~ ^\"(.*)\"$ ]]; then value=${BASH_REMATCH[1]}; fi
    config[$key]=$value
  done <"$conf/config.yaml"
}

# As in the official image: white space goes, the first colon splits, variables of the environment are replaced.
read_properties() {
  local key value
  while IFS=: read -r key value; do
    if [[ -n $key && $key != '#'* ]]; then config[$key]=$value; fi
  done < <(tr -d ' \t\r' <<<"${FLINK_PROPERTIES:-}" | envsubst)
}

# Every value is quoted, so that none is taken for a number, a list or a map.
write_config() {
  local key quote="'"
  for key in "${!config[@]}"; do
    printf "%s: '%s'\n" "$key" "${config[$key]//$quote/$quote$quote}"
  done | sort >"$conf/config.yaml.new"
  mv -f "$conf/config.yaml.new" "$conf/config.yaml"
}

# start ROLE JM|TM|'' CLASS ARGUMENT…  becomes the Flink process.
start() {
  local role=$1 kind=$2 class=$3 logs=${FLINK_LOG_DIR:-$home/log}
  local -a first options recorded memory=() dynamic=()
  shift 3
  [[ -w $logs ]] || logs=${TMPDIR:-/tmp}
  if [[ -n $kind ]]; then memory_of "$kind" "$@"; fi
  mapfile -t recorded < <(class_archive "$role")
  read -ra first <<<"${JVM_ARGS:-}"
  read -ra options <<<"${FLINK_ENV_JAVA_OPTS:-$(java_options all)} $(java_options "$role")"
  echo "Starting $role on $(hostname)"
  exec "$java" -XX:+IgnoreUnrecognizedVMOptions "${recorded[@]}" "${first[@]}" "${memory[@]}" "${options[@]}" \
    "-Dlog.file=$logs/flink-$role-$(hostname).log" \
    "-Dlog4j.configurationFile=file:$conf/log4j-console.properties" "-Dlog4j.configuration=file:$conf/log4j-console.properties" \
    -classpath "$(class_path)" "$class" "${dynamic[@]}" --configDir "$conf" "$@"
}

# Parsed classes, recorded when the image was built: about half of a start's time is the loading of classes.
class_archive() { if [[ -e $home/cds/$1.jsa ]]; then echo "-XX:SharedArchiveFile=$home/cds/$1.jsa"; fi; }

java_options() { echo "${config[env.java.default-opts.$1]:-} ${config[env.java.opts.$1]:-}"; }

# Flink's own calculation: sets memory (options of the JVM) and dynamic (the sizes, as arguments of the process).
memory_of() {
  local kind=$1 output mark=BASH_JAVA_UTILS_EXEC_RESULT:
  local -a lines recorded
  shift
  mapfile -t recorded < <(class_archive memory)
  if ! output=$("$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${recorded[@]}" \
    -classpath "$home/bin/bash-java-utils.jar:$(echo "$home"/lib/flink-dist-*.jar)" \
    org.apache.flink.runtime.util.bash.BashJavaUtils "GET_${kind}_RESOURCE_PARAMS" --configDir "$conf" "$@" 2>&1); then
    echo "$output" >&2
    echo "error: Flink cannot calculate its memory from this configuration, see the message above" >&2
    exit 1
  fi
  export FLINK_INHERITED_LOGS=$output
  mapfile -t lines < <(sed -n "s/^$mark//p" <<<"$output")
  read -ra memory <<<"${lines[0]}"
  read -ra dynamic <<<"${lines[1]}"
}

# All of lib/ in a fixed order, flink-dist last.
class_path() {
  local LC_ALL=C jar dist='' path=''
  for jar in "$home"/lib/*.jar; do
    if [[ $jar == */flink-dist-*.jar ]]; then dist=$jar; else path+=$jar:; fi
  done
  echo "$path$dist"
}

main "$@"
