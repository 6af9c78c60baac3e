# The tasks of a developer; each is one script of dev/, which can be called by itself too.
.DEFAULT_GOAL := help
.PHONY: help check test test-all bench soak demo demo-down cluster cluster-down images dist fuzz generate fmt fresh clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

check: ## compile, all gates and the tests that need no cluster (4 minutes on 2 cores, under 3 when compiled)
	@dev/check.sh

test: ## check and fuzz, then the tests on the local Kubernetes with real Flink
	@dev/test.sh

test-all: ## test, with every scenario on every Flink version and kind of supervision, the whole manual, and kills at each effect
	@dev/test.sh all

bench: ## measure what users wait and pay for, with one cluster and with up to 1,000 (an hour, on a machine with nothing else to do)
	@dev/dist.sh
	@TESTS=BenchTest,SlowdownTest PATIENCE=1 dev/test.sh
	@SKIP_BUILD=1 dev/bench.sh

soak: ## faults and users' actions at random for a while: make soak MINUTES=10 SEED=7 FLINK=2.3
	@TESTS=SoakTest dev/test.sh

demo: ## bring the example deployment to RUNNING on the local Kubernetes
	@dev/demo.sh

demo-down: ## end the demo, its cluster with it
	@dev/demo.sh down

cluster: ## start the local Kubernetes of the demo
	@dev/cluster.sh up demo

cluster-down: ## stop it; its state stays for the next start
	@dev/cluster.sh down demo

images: ## build the container images
	@dev/images.sh build

dist: ## make flinkctl for this machine, which needs no Java: dist/bin/flinkctl and a tar.gz
	@dev/dist.sh

fuzz: ## fuzz the control interface by its OpenAPI document (a minute)
	@dev/fuzz.sh

generate: ## write the generated files anew
	@dev/generate.sh

fmt: ## format the sources
	@dev/mvn -q spotless:apply

fresh: ## run the demo in a new Debian root with empty caches
	@dev/fresh.sh

clean: ## delete what the build made in this folder; the cache stays
	@dev/mvn -q clean
