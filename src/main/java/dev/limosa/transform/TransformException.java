package dev.limosa.transform;

/** A row that cannot be transformed. The message names table, column and place, never a value of the row. */
public final class TransformException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TransformException(String message) {
        super(message);
    }

    TransformException(String message, Throwable cause) {
        super(message, cause);
    }
}
