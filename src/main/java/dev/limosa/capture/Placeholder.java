package dev.limosa.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * What Debezium puts where PostgreSQL left a large, unchanged value out of the change stream. Random for each
 * incarnation of capture, so that no value a user stores can be taken for it.
 */
final class Placeholder {

    private final String text;
    private final String hex;
    private final List<List<?>> lists;

    private Placeholder(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        this.text = text;
        this.hex = HexFormat.of().formatHex(bytes);
        List<Integer> integers = new ArrayList<>();
        List<Long> longs = new ArrayList<>();
        for (byte b : bytes) {
            integers.add((int) b);
            longs.add((long) b);
        }
        this.lists = List.of(
                List.of(text),
                integers,
                longs,
                List.of(UUID.nameUUIDFromBytes(bytes).toString()));
    }

    static Placeholder random() {
        return new Placeholder("limosa-unavailable-" + UUID.randomUUID());
    }

    /** The form Debezium is configured with. */
    String text() {
        return text;
    }

    boolean is(Object value) {
        if (value instanceof String string) {
            return string.equals(text) || string.equals(hex);
        }
        return value instanceof List<?> list && lists.contains(list);
    }
}
