package dev.limosa.verify;

/** Barriers did not come through in time; the message says at which place they stand. */
public final class BarrierTimeoutException extends Exception {

    private static final long serialVersionUID = 1;

    BarrierTimeoutException(String message) {
        super(message);
    }
}
