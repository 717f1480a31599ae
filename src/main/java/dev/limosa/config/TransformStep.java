package dev.limosa.config;

import java.util.List;
import java.util.Map;

/** One step of a table's transform; steps apply in the order they are written. */
public sealed interface TransformStep {

    /** A function on the text of each of the columns; {@code null} stays {@code null}. */
    record Text(TextStep step, List<String> columns) implements TransformStep {
        public Text {
            columns = List.copyOf(columns);
        }

        /** A function without parameters, from no file. */
        public Text(TextFunction function, List<String> columns) {
            this(new TextStep(function, Map.of(), ""), columns);
        }
    }

    /** Column names: old → new. */
    record Rename(Map<String, String> names) implements TransformStep {
        public Rename {
            names = Map.copyOf(names);
        }
    }

    record Drop(List<String> columns) implements TransformStep {
        public Drop {
            columns = List.copyOf(columns);
        }
    }

    /** Columns to copy: existing → new. */
    record Copy(Map<String, String> names) implements TransformStep {
        public Copy {
            names = Map.copyOf(names);
        }
    }

    enum TextFunction {
        TRIM,
        LOWER,
        NFKC,
        STRIP_HTML,
        COLLAPSE_SPACE
    }
}
