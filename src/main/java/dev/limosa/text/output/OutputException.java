package dev.limosa.text.output;

/** An output that can't be made of a row. The message names output and step, never a value of the row. */
public final class OutputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OutputException(String message) {
        super(message);
    }

    OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
