package dev.limosa.capture;

/** The change stream does not tell a value exactly; the row has to be read again from its table. */
final class InexactValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InexactValueException(String what) {
        super(what, null, false, false);
    }
}
