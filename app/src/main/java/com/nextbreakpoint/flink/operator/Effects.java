package com.nextbreakpoint.flink.operator;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.deployment.DeploymentNotices;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.write.DryRun;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Hands;
import com.nextbreakpoint.flink.kube.write.RefusalLog;
import com.nextbreakpoint.flink.kube.write.StatusWriter;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes and performs what a step says, and tells users about it. */
final class Effects {
    static final Logger LOG = LoggerFactory.getLogger("Operator");

    private final StatusWriter statuses;
    private final Hands hands;
    private final RefusalLog refusals;
    private final Events events;
    private final @Nullable DryRun dryRun;
    private final Tools.Oversight oversight;

    Effects(Tools tools) {
        this.statuses = new StatusWriter(tools);
        this.hands = new Hands(tools.stores(), tools.leads());
        this.refusals = new RefusalLog(tools.clock());
        this.events = tools.events();
        this.dryRun = tools.dryRun();
        this.oversight = tools.oversight();
    }

    Refusals refusals(Meta subject) {
        return refusals.of(subject.uid());
    }

    /** First the status, unless nothing differs, then the actions, then the news: all done? */
    <S, T> boolean carryOut(
            Kind kind, Store<Resource<S, T>> store, Resource<S, T> read, Step<T> step) {
        if (dryRun != null) {
            var subject = kind + " " + read.meta().name();
            dryRun.tell(LOG, read.meta(), subject, DryRun.of(step, read.status()));
            return false;
        }
        if (!step.status().equals(read.status())) {
            var unused = statuses.write(store, read, step.status());
        }
        var done = perform(kind, read.meta(), step.actions());
        step.told().forEach(notice -> announce(kind, read.meta(), notice));
        return done;
    }

    /** Returns whether all were done. */
    boolean perform(Kind kind, Meta subject, List<Action> actions) {
        if (dryRun != null) {
            dryRun.tell(LOG, subject, subject.name(), DryRun.of(actions));
            return false;
        }
        var done = true;
        for (var action : actions) {
            done &= perform(kind, subject, action);
        }
        return done;
    }

    private boolean perform(Kind kind, Meta subject, Action action) {
        LOG.info("{}: {}", subject.name(), action.key());
        var outcome = oversight.over(action, () -> hands.perform(action));
        refusals.record(subject.uid(), action, outcome);
        switch (outcome) {
            case Outcome.Done _ -> DeploymentNotices.done(action).ifPresent(LOG::info);
            case Outcome.Refused refused -> refused(kind, subject, action, refused.message());
            case Outcome.Failed failed -> LOG.warn("{} failed: {}", action.key(), failed.message());
        }
        return outcome instanceof Outcome.Done;
    }

    /** A deployment says it in its conditions; the conditions of a cluster are not ours. */
    private void refused(Kind kind, Meta subject, Action action, String why) {
        var notice = Step.Notice.warning("Refused", action.key() + " was refused: " + why);
        if (kind == Kind.FlinkDeployment) {
            LOG.warn("{}: {}", subject.name(), notice.message());
        } else {
            announce(kind, subject, notice);
        }
    }

    private void announce(Kind kind, Meta subject, Step.Notice notice) {
        if (notice.severity() == Step.Severity.WARNING) {
            LOG.warn("{}: {}", subject.name(), notice.message());
        } else {
            LOG.info("{}: {}", subject.name(), notice.message());
        }
        events.tell(kind, subject, notice);
    }
}
