package dev.limosa.control;

/** A command can't be carried out as it stands, now; nothing was changed. Its message is told to who issued it. */
public final class CommandRefusedException extends RuntimeException {

    public CommandRefusedException(String message) {
        super(message);
    }
}
