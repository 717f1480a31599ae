package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

    private static final int MEGABYTE = 1 << 20;

    /** From 358 million characters on, the sixfold was a negative number, too. */
    @Test
    void aTextTookSixTimesItsSizeInMemory() {
        byte[] text = new byte[16 * MEGABYTE];
        Arrays.fill(text, (byte) 'x');
        JsonWriter out = new JsonWriter();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        out.escaped(text, 0, text.length);
        long allocated = thread.getCurrentThreadAllocatedBytes() - before;
        assertEquals(text.length, out.toByteArray().length);
        assertTrue(allocated < 80L * MEGABYTE, allocated + " bytes");
    }

    @Test
    void aTextLongerThanASliceIsEscapedAsAShortOneIs() {
        String piece = "a\"\\\n\u0001表";
        String text = piece.repeat(40_000);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        String expected = "a\\\"\\\\\\n\\u0001表".repeat(40_000);
        byte[] json = new JsonWriter().escaped(utf8, 0, utf8.length).toByteArray();
        assertEquals(expected, new String(json, StandardCharsets.UTF_8));
    }
}
