package dev.limosa.capture;

import java.util.UUID;

/**
 * What Debezium puts where PostgreSQL left a large, unchanged value out of the change stream. Random for each
 * incarnation of capture, so that no value a user stores can be taken for it.
 */
record Placeholder(String text) {

    static Placeholder random() {
        return new Placeholder("limosa-unavailable-" + UUID.randomUUID());
    }

    boolean is(String value) {
        return value.equals(text);
    }
}
