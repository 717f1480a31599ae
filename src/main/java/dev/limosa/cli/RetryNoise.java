package dev.limosa.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Drops the one warning that says nothing is wrong: a transaction that begins while the last one's markers are still
 * being written is told to come again, which the producer does within milliseconds. It logs that for every partition.
 */
public final class RetryNoise extends TurboFilter {

    private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable error) {
        // Kafka's logger puts in the values itself: what comes here is the whole line.
        boolean noise = format != null
                && format.endsWith("Error: CONCURRENT_TRANSACTIONS")
                && logger.getName().equals(SENDER);
        return noise ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
