package dev.limosa.text.cleaning;

/** A text that a step would need far too long for. The message holds none of it. */
public final class CleaningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CleaningException(String message) {
        super(message);
    }
}
