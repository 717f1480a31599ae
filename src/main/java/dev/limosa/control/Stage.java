package dev.limosa.control;

import java.util.Locale;

/** What can be paused on its own. */
public enum Stage {
    CAPTURE,
    TRANSFORM,
    SINK;

    /** As it is written in tables, options and JSON. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Stage of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
