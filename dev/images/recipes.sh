# shellcheck shell=bash
# The images, each by up to five functions. Sourced by images.sh.
#   tag_NAME     the name that YAML files use, without the registry
#   jars_NAME    packages the jars that go into it (optional)
#   inputs_NAME  everything the image is made of, as text: a digest of it names the archive, so that an old one is never taken
#   fetch_NAME   downloads and compiles what the build needs (optional)
#   build_NAME   builds the image as $1

all_images=(flinkctl jobs flink-2.3 flink-1.20 minio testjobs)
declare -A flink_versions=([flink-2.3]=2.3.0 [flink-1.20]=1.20.5)

# --- flinkctl: the product

tag_flinkctl() { echo "nextbreakpoint/flinkctl:$(project_version)"; }
inputs_flinkctl() {
  base_digest debian
  base_digest jdk
  files_digest Dockerfile dev/images/runtime.sh dev/images/flinkctl.sh dev/images/PretendedKubernetes.java app/target/flinkctl.jar app/target/lib/*.jar
}
jars_flinkctl() { fresh_jar app target/flinkctl.jar api core probe; }
build_flinkctl() {
  base debian
  base jdk
  with_progress "Building $1" image_build "$1" "$ROOT" "$ROOT/Dockerfile" "BASE=$(base_tag debian)" "JDK=$(base_tag jdk)"
}

# --- the demo's jobs and the tests' jobs: flinkctl and one jar

tag_jobs() { echo demo/jobs:latest; }
inputs_jobs() { image_digest flinkctl; files_digest example/jobs/Dockerfile example/jobs/target/flink-jobs.jar; }
jars_jobs() { jars_flinkctl; fresh_jar example/jobs target/flink-jobs.jar; }
build_jobs() { jar_image "$1" example/jobs/target/flink-jobs.jar; }

tag_testjobs() { echo local/testjobs:1; }
inputs_testjobs() { image_digest flinkctl; files_digest example/jobs/Dockerfile e2e/target/testjobs.jar; }
jars_testjobs() { jars_flinkctl; fresh_jar e2e target/testjobs.jar; }
build_testjobs() { jar_image "$1" e2e/target/testjobs.jar; }

# jar_image TAG JAR: the Dockerfile of example/jobs with another jar.
jar_image() {
  local context=$WORK/jar
  ensure_image flinkctl
  with_progress "Loading $(full_tag flinkctl)" image_load "$(archive flinkctl)"
  mkdir -p "$context/target"
  cp -p "$ROOT/$2" "$context/target/flink-jobs.jar"
  with_progress "Building $1" image_build "$1" "$context" "$ROOT/example/jobs/Dockerfile" "BASE=$(full_tag flinkctl)"
}

# --- Flink: the official image where there is a registry, else the same from the parts that Flink publishes

tag_flink() { echo "apache/flink:${flink_versions[$1]}-scala_2.12-java17"; }
inputs_flink() {
  if has_registry; then tag_flink "$1"; return; fi
  base_digest java
  files_digest dev/images/flink/*
}
fetch_flink() {
  if has_registry; then return; fi
  rootfs java
  python3 -c 'import ensurepip, venv' 2>/dev/null || need_packages python3 python3-venv
  with_progress "Downloading Flink ${flink_versions[$1]}" "$RECIPES/flink/home.sh" "${flink_versions[$1]}"
}
build_flink() {
  local version=${flink_versions[$1]} context=$WORK/$1
  if has_registry; then with_progress "Pulling $2" image_pull "$2"; return; fi
  base java
  mkdir -p "$context"
  cp "$RECIPES"/flink/{entrypoint,train}.sh "$context/"
  with_progress "Assembling Flink $version" "$RECIPES/flink/home.sh" "$version" "$context/home"
  with_progress "Building $2" image_build "$2" "$context" "$RECIPES/flink/Dockerfile" "BASE=$(base_tag java)"
}

tag_flink-2.3() { tag_flink flink-2.3; }
inputs_flink-2.3() { inputs_flink flink-2.3; }
fetch_flink-2.3() { fetch_flink flink-2.3; }
build_flink-2.3() { build_flink flink-2.3 "$1"; }

tag_flink-1.20() { tag_flink flink-1.20; }
inputs_flink-1.20() { inputs_flink flink-1.20; }
fetch_flink-1.20() { fetch_flink flink-1.20; }
build_flink-1.20() { build_flink flink-1.20 "$1"; }

# --- MinIO: the object storage of demo and tests

tag_minio() { echo local/minio:1; }
inputs_minio() { base_digest debian; files_digest dev/images/minio/Dockerfile dev/tools/minio/go.mod dev/tools/minio/go.sum; }
fetch_minio() { tool minio >/dev/null; }
build_minio() {
  local context=$WORK/minio binary
  binary=$(tool minio)
  base debian
  mkdir -p "$context"
  cp "$binary" "$context/minio"
  with_progress "Building $1" image_build "$1" "$context" "$RECIPES/minio/Dockerfile" "BASE=$(base_tag debian)"
}

# --- jars

# fresh_jar MODULE JAR [MODULE…]: packages MODULE unless JAR was made from exactly the sources that are there now.
# Further modules are those whose sources go into it as well.
fresh_jar() {
  local module=$1 jar=$ROOT/$1/$2 stamp=$ROOT/$1/$2.made-from tests=-Dmaven.test.skip=true
  shift 2
  # e2e asks for the tests of app, which are then compiled, too.
  if [[ $module == e2e ]]; then tests=-DskipTests; fi
  [[ -f $ROOT/$module/pom.xml ]] || die "there is no $module/pom.xml: this image cannot be built yet"
  if [[ -f $jar && -f $stamp && $(<"$stamp") == "$(jar_state "$jar" "$module" "$@")" ]]; then return; fi
  with_progress "Packaging $module" "$ROOT/dev/mvn" -q -B -pl "$module" -am package "$tests" -Dspotless.check.skip=true
  [[ -f $jar ]] || die "Maven made no $jar: see $module/pom.xml"
  jar_state "$jar" "$module" "$@" >"$stamp"
}

jar_state() {
  local jar=$1 module
  shift
  for module in "$@"; do find "$ROOT/$module/pom.xml" "$ROOT/$module/src/main" -type f; done \
    | LC_ALL=C sort | xargs sha256sum "$ROOT/pom.xml" "$jar" | sha256sum | cut -c 1-64
}
