package dev.limosa.capture;

import org.jspecify.annotations.Nullable;

/** @param because what it waits for; null unless it waits or has failed */
public record CaptureStatus(State state, @Nullable String because) {

    public enum State {
        /** Not in the group of replicas yet. */
        JOINING,
        /** Debezium has not delivered anything yet. */
        STARTING,
        /** Another replica captures; this one would take over. */
        STANDBY,
        /** Changes flow, and tables are still being read beside them. */
        SNAPSHOT,
        STREAMING,
        /** The last attempt failed; the next one is near. */
        WAITING,
        PAUSED,
        FAILED
    }

    static CaptureStatus of(State state) {
        return new CaptureStatus(state, null);
    }
}
