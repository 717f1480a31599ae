package dev.limosa.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text function can be told.
 *
 * @param otherwise its value where none is given; null: it has to be given
 * @param choices of {@link Kind#CHOICE} and {@link Kind#CHOICES}
 * @param least of {@link Kind#NUMBER}, as {@code most}
 */
public record TextParameter(
        String name, Kind kind, @Nullable String otherwise, List<String> choices, int least, int most) {

    public enum Kind {
        /** At least one character. */
        TEXT,
        /** May be empty. */
        ANY_TEXT,
        NUMBER,
        CHOICE,
        /** Any number of them; together, with commas between and in the order of {@link #choices}. */
        CHOICES,
        /** The name of a resource with a word on each line. */
        RESOURCE,
        /** A reference to a secret. */
        SECRET
    }

    public TextParameter {
        choices = List.copyOf(choices);
    }

    static TextParameter required(String name, Kind kind) {
        return new TextParameter(name, kind, null, List.of(), 0, 0);
    }

    static TextParameter anyText(String name, String otherwise) {
        return new TextParameter(name, Kind.ANY_TEXT, otherwise, List.of(), 0, 0);
    }

    static TextParameter number(String name, int least, int most, @Nullable String otherwise) {
        return new TextParameter(name, Kind.NUMBER, otherwise, List.of(), least, most);
    }

    /** The first is the default. */
    static TextParameter choice(String name, String... choices) {
        return new TextParameter(name, Kind.CHOICE, choices[0], List.of(choices), 0, 0);
    }

    static TextParameter choices(String name, @Nullable String otherwise, String... choices) {
        return new TextParameter(name, Kind.CHOICES, otherwise, List.of(choices), 0, 0);
    }

    public boolean isRequired() {
        return otherwise == null;
    }
}
