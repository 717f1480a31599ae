package dev.limosa.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/**
 * Collects what is wrong with one configuration, as {@code file:line:column: message}; of a value that does not come
 * from the file, as {@code origin: message}. Tells it from the file's top to its end, and then the rest.
 */
final class Problems {

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::override).thenComparing(Problem::line).thenComparing(Problem::column);

    private final String file;
    private final List<Problem> found = new ArrayList<>();

    private record Problem(boolean override, int line, int column, String text) {}

    Problems(String file) {
        this.file = file;
    }

    /** The place of a value that comes from outside the file; the order is that of the values' precedence. */
    static Mark override(String origin, int order) {
        return new Mark(origin, order, -1, order, new int[0], 0);
    }

    /** {@code file:line:column}, or the origin of a value that does not come from the file. */
    String place(@Nullable Mark at) {
        if (at == null) {
            return file + ":1:1";
        }
        return at.getLine() < 0 ? at.getName() : file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1);
    }

    void add(@Nullable Mark at, String message) {
        if (at == null) {
            add(1, 1, message);
        } else if (at.getLine() < 0) {
            found.add(new Problem(true, at.getIndex(), 0, at.getName() + ": " + message));
        } else {
            add(at.getLine() + 1, at.getColumn() + 1, message);
        }
    }

    /** @param line from 1 on, as {@code column} */
    void add(int line, int column, String message) {
        found.add(new Problem(false, line, column, file + ":" + line + ":" + column + ": " + message));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidConfigurationException(
                    found.stream().sorted(ORDER).map(Problem::text).distinct().toList());
        }
    }
}
