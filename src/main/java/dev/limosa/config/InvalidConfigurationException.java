package dev.limosa.config;

import java.util.ArrayList;
import java.util.List;

/** A configuration that can't be used; holds every problem found, not only the first. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidConfigurationException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }

    /** Collects problems of one file, in the form {@code file:line:column: message}. */
    static final class Problems {

        private final String file;
        private final List<String> found = new ArrayList<>();

        Problems(String file) {
            this.file = file;
        }

        void add(int line, int column, String message) {
            found.add(file + ":" + line + ":" + column + ": " + message);
        }

        void throwIfAny() {
            if (!found.isEmpty()) {
                throw new InvalidConfigurationException(found);
            }
        }
    }
}
