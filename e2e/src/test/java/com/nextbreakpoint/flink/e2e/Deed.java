package com.nextbreakpoint.flink.e2e;

import java.util.List;
import java.util.function.Consumer;

/** What may happen to a cluster and its job: faults, and what users do. */
record Deed(String name, Consumer<Site> on) {
    static final List<Deed> ALL =
            List.of(
                    new Deed("delete the JobManager", site -> site.delete("jobmanager")),
                    new Deed("delete the JobManager by force", site -> site.force("jobmanager")),
                    new Deed("kill the JobManager", site -> site.kill("jobmanager")),
                    new Deed("delete the TaskManager", site -> site.delete("taskmanager")),
                    new Deed("delete the TaskManager by force", site -> site.force("taskmanager")),
                    new Deed("kill the TaskManager", site -> site.kill("taskmanager")),
                    new Deed("kill TaskManager and JobManager", Deed::killBoth),
                    new Deed("kill the operator", Site::killOperator),
                    new Deed("kill the operator, then lose the JobManager", Deed::operatorFirst),
                    new Deed("lose the JobManager, then kill the operator", Deed::operatorLast),
                    new Deed("kill the API server", _ -> killProgram("kube-apiserver")),
                    new Deed("kill etcd", _ -> killProgram("etcd")),
                    new Deed("savepoint", site -> site.request("TRIGGER_SAVEPOINT")),
                    new Deed("savepoint, then lose the JobManager", Deed::loseInSavepoint),
                    new Deed("restart", site -> site.request("START")),
                    new Deed("stop and start", Deed::stopAndStart),
                    new Deed("stop without savepoint and start", Deed::cancelAndStart),
                    new Deed("edit", Site::edit),
                    new Deed("edit, then lose the JobManager in the stop", Deed::loseInStop),
                    new Deed("restart the cluster", Site::restartCluster));

    private static void killBoth(Site site) {
        site.kill("taskmanager");
        site.loseJobManager();
    }

    private static void operatorFirst(Site site) {
        site.killOperator();
        site.pauseUpTo(3);
        site.loseJobManager();
    }

    private static void operatorLast(Site site) {
        site.loseJobManager();
        site.pauseUpTo(3);
        site.killOperator();
    }

    private static void killProgram(String program) {
        TestCluster.control("kill", program);
    }

    private static void loseInSavepoint(Site site) {
        site.request("TRIGGER_SAVEPOINT");
        site.pauseUpTo(3);
        site.loseJobManager();
    }

    private static void stopAndStart(Site site) {
        site.request("STOP");
        site.pauseUpTo(15);
        site.request("START");
    }

    private static void cancelAndStart(Site site) {
        site.cancel();
        site.pauseUpTo(15);
        site.request("START");
    }

    private static void loseInStop(Site site) {
        site.edit();
        site.phase("Stopping");
        site.pauseUpTo(1);
        site.loseJobManager();
    }
}
