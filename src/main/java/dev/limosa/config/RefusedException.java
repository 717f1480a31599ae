package dev.limosa.config;

/** What was asked for would destroy something, or change what may not change once it is there; nothing was done. */
public final class RefusedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** @param message what is refused, why, and what to do instead */
    public RefusedException(String message) {
        super(message);
    }
}
