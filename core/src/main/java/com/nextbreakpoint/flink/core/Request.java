package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.RequestedAction;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a user's requested action stands. It is taken in three steps, so that each is carried out
 * once, whatever crashes: marked in the status, the annotations reset, carried out.
 */
public enum Request {
    NONE,
    /** The annotations hold a request that the status does not. */
    WRITTEN,
    /** The annotations hold something that is no request. */
    INVALID,
    /** The annotations hold a request that cannot be carried out as it is written. */
    REFUSED,
    /** The same, and its user was told. */
    ANSWERED,
    /** Marked in the status, the annotations are to be reset. */
    TAKEN,
    START,
    STOP,
    TRIGGER_SAVEPOINT,
    FORGET_SAVEPOINT;

    /** What users wrote into the annotations of one object. */
    public record Written(String action, boolean withoutSavepoint, @Nullable String restoreFrom) {
        public static Written of(Meta meta) {
            var annotations = meta.annotations();
            return new Written(
                    annotations.getOrDefault(Names.REQUESTED_ACTION, "").trim(),
                    annotations
                            .getOrDefault(Names.WITHOUT_SAVEPOINT, "")
                            .trim()
                            .equalsIgnoreCase("true"),
                    annotations.get(Names.RESTORE_FROM));
        }

        public boolean isStart() {
            return parsed().filter(RequestedAction.START::equals).isPresent();
        }

        /** Why a START cannot be carried out as it is written; "" when it can, or is none. */
        public String problem() {
            if (!isStart() || restoreFrom == null) return "";
            return withoutSavepoint
                    ? RestorePath.contradiction("without-savepoint", "restore-from")
                    : RestorePath.problem("restore-from", restoreFrom);
        }

        /** The requested action, empty where it is not one. */
        public Optional<RequestedAction> parsed() {
            var upper = action.isEmpty() ? "NONE" : action.toUpperCase(Locale.ROOT);
            return Arrays.stream(RequestedAction.values())
                    .filter(value -> value.name().equals(upper))
                    .findFirst();
        }
    }

    public static Request of(
            Meta meta,
            @Nullable RequestedAction marked,
            boolean markedWithoutSavepoint,
            @Nullable String markedRestoreFrom) {
        var written = Written.of(meta);
        var parsed = written.parsed();
        // A5.unknown
        if (parsed.isEmpty()) {
            return INVALID;
        }
        if (parsed.get() == RequestedAction.NONE) {
            return marked == null ? NONE : valueOf(marked.name());
        }
        if (parsed.get() == RequestedAction.TRIGGER_SAVEPOINT) {
            return parsed.get() == marked ? TAKEN : WRITTEN;
        }
        var same =
                new Written(parsed.get().name(), written.withoutSavepoint, written.restoreFrom)
                        .equals(
                                new Written(
                                        marked == null ? "" : marked.name(),
                                        markedWithoutSavepoint,
                                        markedRestoreFrom));
        // A5.1
        return same ? TAKEN : WRITTEN;
    }
}
