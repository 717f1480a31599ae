package dev.limosa.transform;

import dev.limosa.change.OpenReason;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record as it goes to the dead letter queue: key and value as they were, the circumstances in its headers. */
final class DeadLetter {

    static final String STAGE = "limosa.stage";
    static final String ERROR = "limosa.error";
    static final String GENERATION = "limosa.generation";
    /** {@code topic:partition:offset}; in output topics a header of this name has another form. */
    static final String ORIGIN = "limosa.origin";

    private DeadLetter() {}

    static Record<byte[], OutputValue> of(
            Record<byte[], byte[]> record, OpenReason reason, int generation, RecordMetadata place) {
        Headers headers = new RecordHeaders()
                .add(STAGE, utf8(reason.stage()))
                .add(ERROR, utf8(reason.error()))
                .add(GENERATION, utf8(Integer.toString(generation)))
                .add(ORIGIN, utf8(place.topic() + ":" + place.partition() + ":" + place.offset()));
        return record.withValue(new OutputValue(0, record.value())).withHeaders(headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
