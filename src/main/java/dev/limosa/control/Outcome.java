package dev.limosa.control;

import java.util.Locale;

/** What came of a command. */
public enum Outcome {
    DONE,
    /** It can't be carried out as it stands; nothing was changed. */
    REFUSED,
    /** Something went wrong on the way; the message says what. */
    FAILED,
    /** Who issued it took it back before any replica had accepted it. */
    WITHDRAWN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
