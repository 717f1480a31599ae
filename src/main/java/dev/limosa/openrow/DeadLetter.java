package dev.limosa.openrow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was when a transform failed on it.
 *
 * @param writtenAt by the broker's or the transform's clock, ISO 8601
 * @param headers stage, error, generation and where in history it came from ({@code topic:partition:offset})
 * @param value the change event as it stood there, JSON; null if it had none
 */
public record DeadLetter(
        int partition, long offset, String writtenAt, Map<String, String> headers, @Nullable String value) {

    public DeadLetter {
        headers = Map.copyOf(headers);
    }
}
