package dev.limosa.config;

/**
 * What was asked for can't be done as things are: it would destroy something, change what may not change once it is
 * there, or lacks something. Nothing was done, and the message is for a person.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is refused, why, and what to do instead */
    public RefusedException(String message) {
        super(message);
    }
}
