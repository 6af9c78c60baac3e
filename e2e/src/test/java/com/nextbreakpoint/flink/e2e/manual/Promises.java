package com.nextbreakpoint.flink.e2e.manual;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is so after a command, by the manual or by what its next commands take for granted. */
final class Promises {
    private static final String OPERATOR_IS_ALONE =
            "kubectl -n flink-operator rollout status deployment flink-operator --timeout=1s"
                    + " && [[ $(kubectl -n flink-operator get pods -l app=flink-operator -o name | wc -l) == 1 ]]";
    private static final String DEFINED =
            "kubectl wait --for=condition=Established --timeout=1s"
                    + " crd/flinkdeployments.nextbreakpoint.com crd/flinkclusters.nextbreakpoint.com"
                    + " crd/flinkjobs.nextbreakpoint.com";
    private static final String NOTHING_RUNS =
            "gone -n flink-jobs get fd,fc,fj && gone -n flink-jobs get pods,services,deployments -l owner=flink-operator";
    private static final String JOB_STOPPED =
            "is fj/demo-computeaverage .status.supervisorStatus Stopped";
    private static final String CLUSTER_STOPPED = "is fc/demo .status.supervisorStatus Stopped";
    private static final String SAVED =
            "is fj/demo-computeaverage .status.savepoints[0].trigger Requested"
                    + " && is fj/demo-computeaverage .status.savepointTriggerId ''";
    private static final String RESTORED =
            "all_run && is fj/demo-computemaximum .status.restoredFrom.path"
                    + " $(field fj/demo-computemaximum .status.savepointPath)";
    private static final String FORGOTTEN = "is fj/demo-computeaverage .status.savepointPath ''";
    private static final String RESCALED =
            "is fj/demo-computeaverage .status.jobParallelism 2 && all_run";

    /**
     * What is so after some commands; the first that matches counts.
     *
     * @param needed whether the commands that come next cannot do without
     */
    record Promise(Pattern command, String condition, boolean needed) {}

    private static final List<Promise> ALL =
            List.of(
                    needed("helm (install|upgrade) .*toolbox-crd\\b.*", DEFINED),
                    needed("helm (install|upgrade) .*toolbox-operator\\b.*", OPERATOR_IS_ALONE),
                    needed(".* scale deployment flink-operator --replicas=1", OPERATOR_IS_ALONE),
                    needed(
                            ".* scale deployment flink-operator --replicas=0",
                            "gone -n flink-operator get pods -l app=flink-operator"),
                    needed(
                            "helm install minio .*",
                            "kubectl -n minio rollout status deployment minio --timeout=1s"),
                    needed(".* delete f[dcj] --all", "gone -n flink-jobs get ${command: -8:2}"),
                    needed(
                            ".* port-forward service/jobmanager-demo 8081",
                            "curl -fsS localhost:8081/overview"),
                    needed(".*apply -f deployment\\.yaml", "all_run"),
                    needed(".*(deployments/demo -XPOST|deployment create) .*", "all_run"),
                    needed(".*(deployments/demo -XDELETE|deployment delete .*)", NOTHING_RUNS),
                    needed(".*(clusters/demo -XDELETE|cluster delete .*)", NOTHING_RUNS),
                    needed(
                            ".*jobs/computeaverage -XDELETE",
                            "gone -n flink-jobs get fj demo-computeaverage"),
                    needed(
                            ".*job delete .*",
                            "[[ $(field fj/demo-computeaverage .metadata.uid) != $uid ]] && all_run"),
                    needed(".*annotate fc .*=STOP", CLUSTER_STOPPED),
                    needed(".*annotate fc .*=START", "all_run"),
                    needed(".*annotate fj .*=STOP", JOB_STOPPED),
                    needed(".*annotate fj demo-computeaverage .*=START", "all_run"),
                    needed(
                            ".*annotate fj demo-computemaximum .*=STOP .*",
                            "is fj/demo-computemaximum .status.jobStatus CANCELED"
                                    + " && is fj/demo-computemaximum .status.supervisorStatus Stopped"),
                    needed(
                            ".*annotate fj demo-computemaximum .*=START .*restore-from=(\\S+)",
                            "all_run && is fj/demo-computemaximum .status.restoredFrom.path ${command##*=}"),
                    needed(".*=TRIGGER_SAVEPOINT", SAVED),
                    needed(".*=FORGET_SAVEPOINT", FORGOTTEN),
                    seen(".*(clusters/demo/stop|cluster stop) .*", CLUSTER_STOPPED),
                    needed(".*(clusters/demo/start|cluster start) .*", "all_run"),
                    seen(".*(computeaverage/stop|job stop) .*", JOB_STOPPED),
                    needed(".*(computemaximum/start|job start .*--restore-from=).*", RESTORED),
                    needed(".*(computeaverage/start|job start) .*", "runs computeaverage"),
                    seen(".*savepoint(/| )trigger .*", SAVED),
                    seen(".*savepoint(/| )forget .*", FORGOTTEN),
                    needed(".*(computeaverage/scale|job scale) .*", RESCALED));

    private Promises() {}

    static Optional<Promise> after(String command) {
        return ALL.stream().filter(one -> one.command().matcher(command).matches()).findFirst();
    }

    private static Promise needed(String command, String condition) {
        return new Promise(Pattern.compile(command), condition, true);
    }

    private static Promise seen(String command, String condition) {
        return new Promise(Pattern.compile(command), condition, false);
    }
}
