package dev.limosa.topics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What makes a migration the one it is, whatever else of its configuration changes: what it joins. The first start
 * writes it into the position topic, beside capture's position, and into both databases.
 *
 * @param source the source database, as {@code dev.limosa.jdbc.Databases#identity} tells it; {@code target} likewise
 * @param kafka the cluster's id
 */
public record MigrationIdentity(String migration, String source, String target, String kafka) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    /** No migration's name has a slash, and the keys of rows to be read again begin with a zero byte. */
    private static final byte[] KEY = "identity/".getBytes(StandardCharsets.UTF_8);

    /** Whether a record of the position topic is an identity. */
    public static boolean isKey(byte[] key) {
        return key.length > KEY.length && Arrays.equals(key, 0, KEY.length, KEY, 0, KEY.length);
    }

    /**
     * Another one for each identity: of two migrations that both find none and write theirs, the first one in the topic
     * is in the right for ever, and compaction must not take it away in favour of the second.
     */
    public byte[] key() {
        byte[] json = toJson();
        byte[] key = Arrays.copyOf(KEY, KEY.length + json.length);
        System.arraycopy(json, 0, key, KEY.length, json.length);
        return key;
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot write the identity of migration '" + migration + "'", e);
        }
    }

    public static MigrationIdentity fromJson(byte[] json) {
        try {
            return JSON.readValue(json, MigrationIdentity.class);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read a migration's identity: expected its JSON, found " + json.length
                            + " bytes that are none; was the position topic written by another program?",
                    e);
        }
    }
}
