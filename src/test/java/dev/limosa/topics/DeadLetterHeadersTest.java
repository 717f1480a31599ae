package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeadLetterHeadersTest {

    private static final DeadLetterHeaders LETTER = new DeadLetterHeaders(
            "transform", "cannot transform: 太长", 3, DeadLetterHeaders.origin("m.shop.orders", 2, 17));

    @Test
    void theyAreReadAsTheyWereWritten() {
        assertEquals(LETTER, DeadLetterHeaders.of(LETTER.toHeaders()));
        assertTrue(LETTER.isFrom("m.shop.orders"));
        assertFalse(LETTER.isFrom("m.shop.order"));
    }

    @Test
    void theirNamesAreThoseThatOtherProgramsKnow() {
        assertEquals(
                List.of("limosa.stage", "limosa.error", "limosa.generation", "limosa.origin"),
                List.copyOf(LETTER.toTexts().keySet()));
        assertEquals("m.shop.orders:2:17", LETTER.toTexts().get("limosa.origin"));
    }

    @Test
    void aRecordOfSomebodyElseIsNoDeadLetter() {
        Headers headers = LETTER.toHeaders();
        headers.remove("limosa.stage");
        assertNull(DeadLetterHeaders.of(headers));
    }
}
