#!/bin/sh
# Starts flinkctl with the Java runtime beside it. FLINKCTL_JAVA_OPTS holds further options of the JVM, which win over these.
set -eu
self=$(readlink -f "$0")
home=${self%/bin/*}
# The heap of what runs in a pod is half of its container's memory: the rest is for threads, code and buffers. What it does not
# need it gives back after a collection, all of it at once.
case ${1:-} in
  operator | supervisor | bootstrap) heap="-XX:MaxRAMPercentage=50 -XX:MaxNewSize=16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -XX:-ShrinkHeapInSteps -XX:+UseStringDeduplication" cache=operator ;;
  *) heap=-Xmx64m cache=client ;;
esac
# Arguments and names of files are UTF-8 to Java whatever the environment says. The jars come in a fixed order, as the cache of classes wants it.
export LC_ALL=C.UTF-8
classes=
for jar in "$home"/lib/*.jar; do classes=$classes${classes:+:}$jar; done
# A cache of classes, recorded when this was built, makes the start faster; where it does not fit, Java goes on without, silently.
cache=$home/lib/$cache.aot
if [ ! -s "$cache" ]; then cache=; fi
# Who keeps a connection to each JobManager has buffers of this size for it; most answers are shorter.
case ${1:-} in operator | supervisor) buffers=-Djdk.httpclient.bufsize=4096 ;; *) buffers= ;; esac
# shellcheck disable=SC2086
exec "$home/runtime/bin/java" $heap $buffers -XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:-UsePerfData \
  ${cache:+"-XX:AOTCache=$cache"} -Xlog:disable -Xlog:all=error:stderr -Xlog:aot*=off:stderr ${FLINKCTL_JAVA_OPTS:-} \
  -cp "$classes" com.nextbreakpoint.flink.cli.Main "$@"
