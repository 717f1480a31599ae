package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.utils.LogContext;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class RetryNoiseTest {

    private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

    /** With the logging as it is shipped, through the logger Kafka's producer uses. */
    @Test
    void onlyTheRetryThatMeansNothingIsDropped() {
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        seen.start();
        ch.qos.logback.classic.Logger sender = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(SENDER);
        sender.addAppender(seen);
        try {
            Logger producer = new LogContext("[Producer] ").logger(SENDER);
            for (Errors error : List.of(Errors.CONCURRENT_TRANSACTIONS, Errors.NOT_ENOUGH_REPLICAS)) {
                producer.warn("on {}, retrying ({} attempts left). Error: {}", "t-0", 3, error);
            }
        } finally {
            sender.detachAppender(seen);
        }
        assertEquals(
                List.of("[Producer] on t-0, retrying (3 attempts left). Error: NOT_ENOUGH_REPLICAS"),
                seen.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}
