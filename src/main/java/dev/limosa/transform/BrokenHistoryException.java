package dev.limosa.transform;

import org.jspecify.annotations.Nullable;

/**
 * A history partition does not hold what capture wrote to it: events are missing, or records are none of ours. Trying
 * again cannot help, so this stops the stage.
 */
public final class BrokenHistoryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenHistoryException(String message) {
        super(message);
    }

    BrokenHistoryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
