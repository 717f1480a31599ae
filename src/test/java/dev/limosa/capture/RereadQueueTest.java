package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RereadQueueTest {

    private static final TableId DOCS = new TableId("public", "docs");

    private final RereadQueue queue = new RereadQueue(List.of());

    /** Each chunk went through all the keys once for every table listed before theirs. */
    @Test
    void keysOfOneTableWereSearchedForThoseOfTheOthers() {
        List<RowKey> rows =
                IntStream.range(0, 100_000).mapToObj(RereadQueueTest::row).toList();
        List<TableId> others = IntStream.range(0, 100)
                .mapToObj(i -> new TableId("public", "t" + i))
                .toList();
        RereadQueue large = new RereadQueue(rows);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            int read = 0;
            while (!large.isEmpty()) {
                others.forEach(other -> assertEquals(List.of(), large.take(other, 500)));
                List<byte[]> keys = large.take(DOCS, 500);
                keys.forEach(key -> large.remove(new RowKey(DOCS, key)));
                read += keys.size();
            }
            assertEquals(rows.size(), read);
        });
    }

    @Test
    void whatIsBeingReadIsNotTakenTwiceAndStaysUntilItIsPublished() {
        queue.add(row(1));
        queue.add(row(2));
        assertEquals(1, queue.take(DOCS, 1).size());
        assertEquals(1, queue.take(DOCS, 5).size());
        assertEquals(0, queue.take(DOCS, 5).size());
        queue.remove(row(1));
        assertFalse(queue.isEmpty());
        queue.remove(row(2));
        assertTrue(queue.isEmpty());
    }

    @Test
    void whatIsAskedForOrGivenBackWhileItIsReadIsTakenAgain() {
        queue.add(row(1));
        queue.add(row(2));
        queue.take(DOCS, 5);
        queue.add(row(1));
        queue.giveBack(row(2));
        assertEquals(2, queue.take(DOCS, 5).size());
        queue.remove(row(1));
        queue.giveBack(row(1));
        assertEquals(0, queue.take(DOCS, 5).size(), "it was published");
    }

    private static RowKey row(int id) {
        return new RowKey(DOCS, ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8));
    }
}
