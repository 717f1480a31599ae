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

    /** A function from text to text, and what it can be told. */
    enum TextFunction {
        TRIM,
        LOWER,
        NFC,
        NFKC,
        STRIP_HTML,
        COLLAPSE_SPACE,
        REMOVE_CONTROL(TextParameter.choices("keep", "tab,newline", "tab", "newline")),
        HALF_WIDTH,
        FULL_WIDTH,
        SIMPLIFIED,
        TRADITIONAL,
        REPLACE(
                TextParameter.required("pattern", TextParameter.Kind.TEXT),
                TextParameter.required("replacement", TextParameter.Kind.ANY_TEXT)),
        TRUNCATE(
                TextParameter.number("max", 1, 100_000_000, null),
                TextParameter.choice("unit", "characters", "bytes"),
                TextParameter.anyText("ellipsis", "")),
        MASK_WORDS(
                TextParameter.required("words", TextParameter.Kind.RESOURCE),
                TextParameter.anyText("with", "*"),
                TextParameter.choices("ignore", "", "case", "width")),
        MASK(
                TextParameter.choices("kinds", null, "phone", "email", "cn-id", "cn-id-15", "bank-card"),
                TextParameter.anyText("with", "*")),
        HASH(
                TextParameter.required("key", TextParameter.Kind.SECRET),
                TextParameter.choice("encoding", "hex", "base64url"),
                TextParameter.number("length", 8, 64, "64"));

        private final List<TextParameter> parameters;

        TextFunction(TextParameter... parameters) {
            this.parameters = List.of(parameters);
        }

        public List<TextParameter> parameters() {
            return parameters;
        }

        boolean needsParameters() {
            return parameters.stream().anyMatch(TextParameter::isRequired);
        }
    }
}
