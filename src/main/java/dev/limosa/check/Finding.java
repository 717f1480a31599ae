package dev.limosa.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one check says of one object.
 *
 * @param object the table, topic or setting it is about; empty where the title says it
 * @param reason what was found, and what was expected where that is another thing
 * @param names all the objects it counts, where the reason shows the first few only
 */
public record Finding(CheckId id, Level level, String object, String reason, @Nullable Fix fix, List<String> names) {

    public Finding {
        names = List.copyOf(names);
    }

    Finding(CheckId id, Level level, String object, String reason, @Nullable Fix fix) {
        this(id, level, object, reason, fix, List.of());
    }

    /** One line: what, why, and what to do. */
    public String sentence() {
        return id.code() + " " + id.title() + ": " + (object.isEmpty() ? "" : object + ": ") + reason
                + (fix == null ? "" : "; fix: " + fix.command());
    }
}
