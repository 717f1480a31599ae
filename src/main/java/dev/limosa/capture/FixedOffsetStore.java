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
 * Tells Debezium to start at one log position and forgets what Debezium wants stored: our own position holds more. An
 * offset of nothing but {@code lsn} keeps Debezium from searching for the event it saw last, which is where it loses
 * rows. Made by Debezium, by name.
 */
public final class FixedOffsetStore implements OffsetBackingStore {

    static final String START_LSN = "limosa.start.lsn";

    private byte[] offset = new byte[0];

    @Override
    public void configure(WorkerConfig config) {
        String lsn = config.originalsStrings().get(START_LSN);
        offset = ("{\"lsn\":" + lsn + "}").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, ByteBuffer> answer = new HashMap<>();
        keys.forEach(key -> answer.put(key, ByteBuffer.wrap(offset)));
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public Future<Void> set(Map<ByteBuffer, ByteBuffer> values, Callback<Void> callback) {
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
