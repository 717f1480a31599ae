package dev.limosa.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;

/**
 * Tells Debezium to start at one log position, and keeps what it stores for as long as its session lasts: our own
 * position holds more. An offset of nothing but {@code lsn} keeps Debezium from searching for the event it saw last,
 * which is where it loses rows. It asks once at the start; later it asks for what to acknowledge to the slot. Made by
 * Debezium, by name.
 */
public final class SessionOffsetStore implements OffsetBackingStore {

    static final String START_LSN = "limosa.start.lsn";

    /** Read by the polling thread, written by the one that delivers. */
    private volatile ByteBuffer offset = ByteBuffer.allocate(0);

    @Override
    public void configure(WorkerConfig config) {
        String lsn = config.originalsStrings().get(START_LSN);
        offset = ByteBuffer.wrap(("{\"lsn\":" + lsn + "}").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> answer = new HashMap<>();
        keys.forEach(key -> answer.put(key, offset.duplicate()));
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
        values.values().forEach(stored -> offset = stored.duplicate());
        if (callback != null) {
            callback.onCompletion(null, null);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Set<Map<String, Object>> connectorPartitions(String connectorName) {
        return Set.of();
    }
}
