package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.cleaning.Cleaning;
import dev.limosa.topics.JsonRow;
import dev.limosa.topics.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;

class RowTransformPropertyTest {

    private final RowTransform nothing = Reviews.transform(Reviews.config(null));

    @Property
    void withoutStepsARowStaysByteForByte(
            @ForAll @WithNull @Nullable String title, @ForAll @WithNull @Nullable String body, @ForAll long id) {
        byte[] row = row(id, title, body);
        assertArrayEquals(row, nothing.apply(row));
    }

    @Property
    void aFunctionInARowDoesWhatItDoesOutside(
            @ForAll @WithNull @Nullable String title, @ForAll String body, @ForAll TextFunction function) {
        Assume.that(function.parameters().isEmpty());
        RowTransform transform = Reviews.transform(Reviews.config(null, Reviews.text(function, "title", "body")));
        String stored = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        byte[] made = transform.apply(row(1, title, stored));
        assertNotNull(made);
        TextStep step = new TextStep(function, Map.of(), "");
        String expected = Cleaning.of(List.of(step), Reviews.TEXT.resources(), new ArrayList<>())
                .apply(stored);
        assertEquals(expected, new JsonRow().read(made, 0).text(2));
        assertEquals(title == null, new JsonRow().read(made, 0).isNull(1));
    }

    private static byte[] row(long id, @Nullable String title, @Nullable String body) {
        return new JsonWriter()
                .raw(ascii("{\"id\":"))
                .number(id)
                .raw(ascii(",\"title\":"))
                .string(title)
                .raw(ascii(",\"body\":"))
                .string(body)
                .raw(ascii(",\"stars\":null,\"lang\":\"zh\",\"tags\":\"{}\"}"))
                .toByteArray();
    }

    private static byte[] ascii(String json) {
        return json.getBytes(StandardCharsets.US_ASCII);
    }
}
