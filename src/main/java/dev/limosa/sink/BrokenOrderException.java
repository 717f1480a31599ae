package dev.limosa.sink;

import org.apache.kafka.connect.errors.ConnectException;

/** A row in the source's own order breaks a constraint: something else in the target is not as the source had it. */
final class BrokenOrderException extends ConnectException {

    private static final long serialVersionUID = 1L;

    BrokenOrderException(String message) {
        super(message);
    }
}
