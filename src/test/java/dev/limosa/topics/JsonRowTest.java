package dev.limosa.topics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class JsonRowTest {

    private final JsonWriter out = new JsonWriter();
    private final JsonRow row = new JsonRow();

    @Test
    void valuesAreFoundWhereTheyStand() {
        byte[] json = bytes("{\"id\":-12,\"title\":\"a\\\"b\\\\\",\"flag\":true,\"none\":null,\"text\":\"中文\"}");
        row.read(json, 0);
        assertEquals(5, row.size());
        assertEquals(json.length, row.end());
        assertEquals("-12", row.text(0));
        assertEquals("a\"b\\", row.text(1));
        assertEquals("true", row.text(2));
        assertNull(row.text(3));
        assertEquals("中文", row.text(4));
        assertTrue(row.hasName(4, bytes("text")));
        assertFalse(row.hasName(4, bytes("tex")));
    }

    @Test
    void theRowsOfAnEnvelopeAreFoundWithoutReadingTheRest() {
        ChangeEvent.begin(out).raw(bytes("{\"id\":1,\"t\":\"}{\\\"\"}"));
        ChangeEvent.after(out).raw(bytes("{\"id\":2}"));
        ChangeEvent.source(out).raw(bytes("{\"table\":\"t\"}"));
        byte[] envelope = ChangeEvent.end(out, (byte) 'u');
        assertEquals("1", row.read(envelope, ChangeEvent.before()).text(0));
        assertEquals("2", row.read(envelope, ChangeEvent.after(envelope)).text(0));
    }

    @Test
    void aStringEndsWhereItEndsWhateverStandsAroundAWord() {
        for (int before = 0; before < 20; before++) {
            for (String middle : new String[] {"", "\"", "\\", "\\\"", "\\\\", "é\"", "\u0000\u00a2\u00dc"}) {
                String text = "a".repeat(before) + middle + "b".repeat(before % 9);
                byte[] json = out.clear()
                        .raw('{')
                        .raw(JsonWriter.nameToken("n"))
                        .string(text)
                        .raw('}')
                        .toByteArray();
                assertEquals(text, row.read(json, 0).text(0));
                assertEquals(json.length, row.end());
            }
        }
    }

    @Test
    void anEmptyObjectHasNoFields() {
        assertEquals(0, row.read(bytes("{}"), 0).size());
    }

    @Test
    void bytesThatAreNoObjectAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> row.read(bytes("[1]"), 0));
    }

    /** Jackson, a reader of which we share nothing, must understand what we write, and we must read it back. */
    @Property
    void anyTextComesBackAndIsJson(@ForAll String name, @ForAll String value) throws Exception {
        String text = new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String field = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] json = out.clear()
                .raw('{')
                .raw(JsonWriter.nameToken(field))
                .string(text)
                .raw('}')
                .toByteArray();
        JsonNode tree = new ObjectMapper().readTree(json);
        assertEquals(text, tree.get(field).textValue());
        assertEquals(text, row.read(json, 0).text(0));
        assertEquals(field, row.name(0));
    }

    @Property
    void slicesCopiedAreTheRowAgain(@ForAll @UniqueElements java.util.List<Integer> numbers) {
        out.clear().raw('{');
        for (int i = 0; i < numbers.size(); i++) {
            out.raw(i == 0 ? new byte[0] : bytes(","));
            out.raw(JsonWriter.nameToken("c" + i)).number(numbers.get(i));
        }
        byte[] json = out.raw('}').toByteArray();
        row.read(json, 0);
        JsonWriter copy = new JsonWriter().raw('{');
        for (int i = 0; i < row.size(); i++) {
            copy.raw(i == 0 ? new byte[0] : bytes(",")).raw(JsonWriter.nameToken(row.name(i)));
            copy.raw(row.bytes(), row.valueStart(i), row.valueEnd(i));
        }
        assertArrayEquals(json, copy.raw('}').toByteArray());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
