package dev.limosa.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps Kafka's clients, and the plan, from logging line after line what a check tells in one. */
final class QuietLogs implements AutoCloseable {

    private final Map<Logger, @Nullable Level> before = new LinkedHashMap<>();

    QuietLogs() {
        for (String name : new String[] {"org.apache.kafka", "dev.limosa.generation"}) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            before.put(logger, logger.getLevel());
            logger.setLevel(Level.OFF);
        }
    }

    @Override
    public void close() {
        before.forEach(Logger::setLevel);
    }
}
