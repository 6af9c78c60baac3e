#!/usr/bin/env bash
# home.sh VERSION [FOLDER]: assembles Flink's home from what Flink publishes for Python and from its plugins in Maven Central.
# Without FOLDER it only downloads.
# Left out, since no streaming job needs them: the Table API with its planner, Scala, Python, the SQL client.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../../lib.sh"

version=$1
home=${2:-}
downloads=$(cache_dir)/downloads/flink-$version

# The S3 plugins of the version's line: not every patch release of them is in Maven Central.
plugin_version() { case $version in 1.20.*) echo 1.20.0 ;; *) echo "$version" ;; esac }

# fetch NAME FUNCTION: runs FUNCTION in an empty folder, which is kept under NAME once it is complete.
fetch() {
  local part
  [[ ! -d $downloads/$1 ]] || return 0
  mkdir -p "$downloads"
  part=$(mktemp -d "$downloads/$1.part.XXXX")
  if ! (cd "$part" && "$2"); then rm -rf "$part"; return 1; fi
  chmod 755 "$part"
  mv -T "$part" "$downloads/$1"
}

# pip and Maven compare what they fetch with the checksums of the registry.
# Flink's scripts are the same in the package of every Python: one is asked for by name, so that the machine's does not matter.
from_pypi() {
  python3 -m venv venv
  venv/bin/pip install -q --disable-pip-version-check setuptools wheel
  venv/bin/pip download -q --disable-pip-version-check --no-deps --no-binary :all: --no-build-isolation "apache-flink-libraries==$version"
  venv/bin/pip download -q --disable-pip-version-check --no-deps --only-binary :all: \
    --python-version 3.11 --implementation cp --abi cp311 --platform manylinux2014_x86_64 "apache-flink==$version"
  tar -xzf apache[-_]flink[-_]libraries-*.tar.gz --strip-components=1
  python3 -m zipfile -e apache_flink-*.whl .
  rm -rf venv apache[-_]flink[-_]libraries-*.tar.gz apache_flink-*.whl
}

from_maven() {
  local plugin
  for plugin in flink-s3-fs-hadoop flink-s3-fs-presto; do
    "$ROOT/dev/mvn" -B -C -ntp -q -N org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy \
      "-Dartifact=org.apache.flink:$plugin:$(plugin_version)" "-DoutputDirectory=$PWD"
  done
}

# The plugins bear the version of Flink, as in the official image, so that ENABLE_BUILT_IN_PLUGINS reads the same.
assemble() {
  local jar
  mkdir -p "$home"/{opt,log,cds}
  cp -r "$downloads/pypi/deps"/{lib,plugins,bin,licenses} "$home/"
  cp "$downloads/pypi/pyflink/bin"/{*.sh,flink} "$home/bin/"
  cp -r "$downloads/pypi/pyflink/conf" "$home/"
  rm -f "$home"/lib/flink-{table,scala}* "$home"/bin/{pyflink,sql,yarn}*
  for jar in "$downloads"/s3/*.jar; do ln "$jar" "$home/opt/$(basename "${jar%-*}")-$version.jar"; done
  chmod -R u+w,a+rX "$home"
  chmod 755 "$home"/bin/*
}

# What the official image changes, and flat, so that the entry point can read it without a YAML parser.
configure() {
  bash "$home/bin/config-parser-utils.sh" "$home/conf" "$home/bin" "$home/lib" -flatten \
    -repKV rest.address,localhost,0.0.0.0 -repKV rest.bind-address,localhost,0.0.0.0 \
    -repKV jobmanager.bind-host,localhost,0.0.0.0 -repKV taskmanager.bind-host,localhost,0.0.0.0 -rmKV taskmanager.host=localhost
  if grep '^[[:space:]]' "$home/conf/config.yaml"; then die "Flink $version did not flatten its config.yaml"; fi
}

fetch pypi from_pypi
fetch s3 from_maven
[[ -n $home ]] || exit 0
assemble
use_jdk
configure
