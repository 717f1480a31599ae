package dev.limosa.openrow;

import dev.limosa.topics.DeadLetterHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A row as it was when a transform failed on it.
 *
 * @param writtenAt by the broker's or the transform's clock, ISO 8601
 * @param value the change event as it stood there, JSON; null if it had none
 */
public record DeadLetter(
        int partition, long offset, String writtenAt, DeadLetterHeaders headers, @Nullable String value) {}
