package dev.limosa.topics;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The circumstances of a record in the dead letter queue, whose key and value are as they were.
 *
 * @param stage which could not carry it on, because of {@code error}
 * @param origin {@code topic:partition:offset} in history
 */
public record DeadLetterHeaders(String stage, String error, int generation, String origin) {

    private static final String STAGE = "limosa.stage";
    private static final String ERROR = "limosa.error";
    private static final String GENERATION = "limosa.generation";
    /** In output topics a header of this name has another form. */
    private static final String ORIGIN = "limosa.origin";

    public static String origin(String topic, int partition, long offset) {
        return topic + ":" + partition + ":" + offset;
    }

    public boolean isFrom(String historyTopic) {
        return origin.startsWith(historyTopic + ":");
    }

    /** By the headers' names, in the order of the components. */
    public Map<String, String> toTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(STAGE, stage);
        texts.put(ERROR, error);
        texts.put(GENERATION, Integer.toString(generation));
        texts.put(ORIGIN, origin);
        return texts;
    }

    public Headers toHeaders() {
        Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
        toTexts().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return headers;
    }

    /** Null unless all of them are there: the record was written by somebody else. */
    public static @Nullable DeadLetterHeaders of(Headers headers) {
        String stage = text(headers, STAGE);
        String error = text(headers, ERROR);
        String generation = text(headers, GENERATION);
        String origin = text(headers, ORIGIN);
        return stage == null || error == null || generation == null || origin == null
                ? null
                : new DeadLetterHeaders(stage, error, Integer.parseInt(generation), origin);
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
