package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.topics.CapturePosition.PartitionTally;
import dev.limosa.topics.CapturePosition.TableSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CapturePositionTest {

    private static final CapturePosition POSITION = new CapturePosition(
            4711,
            12,
            3,
            99,
            7,
            1_000_001,
            Map.of("shop.orders", new TableSnapshot(List.of("42"), false, 8192, 1)),
            Map.of("m.shop.orders", List.of(new PartitionTally(2, -5))));

    private static CapturePosition read(byte[] json) {
        return CapturePosition.of(new ConsumerRecord<>("m.position", 0, 17, new byte[0], json));
    }

    @Test
    void theStoredFormStaysAsItIs() {
        String stored = "{\"slotLsn\":4711,\"transactionId\":12,\"published\":3,\"sequence\":99,\"watermark\":7,"
                + "\"watermarkAtMicros\":1000001,\"snapshots\":{\"shop.orders\":{\"lastKey\":[\"42\"],\"done\":false,"
                + "\"rows\":8192,\"run\":1}},\"tallies\":{\"m.shop.orders\":[{\"count\":2,\"checksum\":-5}]}}";
        assertEquals(POSITION, read(stored.getBytes(StandardCharsets.UTF_8)));
        assertEquals(stored, new String(POSITION.toJson(), StandardCharsets.UTF_8));
        assertEquals(
                CapturePosition.beginning(9), read(CapturePosition.beginning(9).toJson()));
    }

    @Test
    void aComponentOfAnotherNameWasReadAsZeroByWhoeverComputedTheLag() {
        String json = new String(POSITION.toJson(), StandardCharsets.UTF_8);
        for (String component : List.of("sequence", "watermarkAtMicros", "rows")) {
            byte[] without =
                    json.replaceFirst("\"" + component + "\":\\d+,", "").getBytes(StandardCharsets.UTF_8);
            assertTrue(without.length < json.length());
            String said = assertThrows(IllegalStateException.class, () -> read(without))
                    .getMessage();
            assertTrue(said.contains("'m.position' at offset 17: expected JSON with slotLsn, "), said);
            assertFalse(said.contains("42"), "a key's value is printed");
        }
    }
}
