package dev.limosa.transform;

import dev.limosa.change.OpenReason;
import dev.limosa.topics.DeadLetterHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record as it goes to the dead letter queue: key and value as they were, the circumstances in its headers. */
final class DeadLetter {

    private DeadLetter() {}

    static Record<byte[], OutputValue> of(
            Record<byte[], byte[]> record, OpenReason reason, int generation, RecordMetadata place) {
        String origin = DeadLetterHeaders.origin(place.topic(), place.partition(), place.offset());
        return record.withValue(new OutputValue(0, record.value()))
                .withHeaders(new DeadLetterHeaders(reason.stage(), reason.error(), generation, origin).toHeaders());
    }
}
