package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueStoreTest {

    @Test
    void whatFitsStaysInMemoryAndTheRestGoesIntoAFileAndComesBack() {
        try (ValueStore store = new ValueStore(10)) {
            byte[] small = bytes("0123456789");
            Value kept = store.keep(small);
            assertSame(small, kept.bytes());
            assertEquals(0, store.segments());
            Value aside = store.keep(bytes("正文"));
            Value empty = store.keep(new byte[0]);
            assertEquals(1, store.segments());
            assertArrayEquals(bytes("正文"), aside.bytes());
            assertArrayEquals(bytes("正文"), aside.bytes());
            assertEquals(6, aside.length());
            assertArrayEquals(new byte[0], empty.bytes());
        }
    }

    @Test
    void memoryThatIsReleasedIsUsedAgain() {
        try (ValueStore store = new ValueStore(10)) {
            Value first = store.keep(bytes("01234567"));
            first.release();
            byte[] second = bytes("89abcdef");
            assertSame(second, store.keep(second).bytes());
            assertEquals(0, store.segments());
        }
    }

    @Test
    void aFullFileEndsWithTheLastOfItsValuesAndTheOneInUseBeginsAgain() {
        try (ValueStore store = new ValueStore(0, 100)) {
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                values.add(store.keep(bytes("ten bytes" + i % 10)));
            }
            assertEquals(3, store.segments());
            values.subList(0, 10).forEach(Value::release);
            assertEquals(2, store.segments());
            values.subList(10, 30).forEach(Value::release);
            assertEquals(1, store.segments());
            for (int i = 0; i < 10; i++) {
                assertArrayEquals(
                        bytes("once more " + i),
                        store.keep(bytes("once more " + i)).bytes());
            }
            assertEquals(1, store.segments());
        }
    }

    @Test
    void whateverTheOrderEveryValueComesBack() {
        Random random = new Random(5);
        try (ValueStore store = new ValueStore(2_000, 3_000)) {
            List<Value> values = new ArrayList<>();
            List<byte[]> expected = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                values.add(store.keep(bytes));
                expected.add(bytes.clone());
                if (random.nextInt(100) < 90) {
                    int gone = random.nextInt(values.size());
                    assertArrayEquals(expected.remove(gone), values.get(gone).bytes());
                    values.remove(gone).release();
                }
            }
            for (int i = 0; i < values.size(); i++) {
                assertArrayEquals(expected.get(i), values.get(i).bytes());
            }
        }
    }

    @Test
    void whenItIsClosedNoFileIsLeft() {
        ValueStore store = new ValueStore(0, 10);
        for (int i = 0; i < 5; i++) {
            store.keep(bytes("0123456789"));
        }
        assertEquals(5, store.segments());
        store.close();
        assertEquals(0, store.segments());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
