package dev.limosa.config;

/** A configuration that is right in itself, but would change what may not change once it is there. */
public final class RefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }
}
