package dev.limosa.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** An enumeration's values as the file has them: in lower case, with hyphens. */
final class Labels {

    private Labels() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> List<String> of(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Labels::of).toList();
    }

    /** @throws IllegalArgumentException naming those there are */
    static <E extends Enum<E>> E parse(Class<E> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> of(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown value '" + text + "'; " + Suggestion.among(text, of(type))));
    }
}
