package dev.limosa.cli;

import dev.limosa.status.MigrationStatus;
import dev.limosa.status.Phase;

/** What {@code limosa status --wait} waits for. */
enum WaitFor {
    STREAMING,
    BARRIER;

    /** Asked again and again. For one thread. */
    interface Condition {
        boolean met(MigrationStatus status);

        String goal();
    }

    Condition begin() {
        return this == STREAMING ? new Streaming() : new PassedBarrier();
    }

    private static final class Streaming implements Condition {
        @Override
        public boolean met(MigrationStatus status) {
            return status.phase() == Phase.STREAMING && status.unreachable().isEmpty();
        }

        @Override
        public String goal() {
            return "phase STREAMING";
        }
    }

    /**
     * The first barrier that is sent from now on: what is committed before it is all that was committed before the
     * command was given.
     */
    private static final class PassedBarrier implements Condition {

        private long next;

        @Override
        public boolean met(MigrationStatus status) {
            if (next == 0 && status.sentBarrier() != null) {
                next = status.sentBarrier() + 1;
            }
            return next > 0 && status.provenBarrier() != null && status.provenBarrier() >= next;
        }

        @Override
        public String goal() {
            return next == 0 ? "a barrier: the source tells none" : "barrier " + next + " to be proven in the target";
        }
    }
}
