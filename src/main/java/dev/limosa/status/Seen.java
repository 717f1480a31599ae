package dev.limosa.status;

import org.jspecify.annotations.Nullable;

/** An answer, or why there is none. */
record Seen<T>(@Nullable T value, @Nullable String error) {

    static <T> Seen<T> of(T value) {
        return new Seen<>(value, null);
    }

    static <T> Seen<T> failed(String error) {
        return new Seen<>(null, error);
    }
}
