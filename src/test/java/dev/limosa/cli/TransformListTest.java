package dev.limosa.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.analysis.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TransformListTest {

    private static List<String> lines() throws Exception {
        Typed typed = Typed.run("transform", "list");
        assertEquals(ExitCode.OK, typed.exitCode(), typed.err());
        return typed.out().lines().toList();
    }

    @Test
    void everythingThereIsStandsThereOnce() throws Exception {
        Set<String> seen = new HashSet<>();
        for (String line : lines()) {
            String[] parts = line.split(" ");
            assertTrue(seen.add(parts[0] + " " + parts[1]), "twice: " + line);
        }
        for (Kind kind : Kind.values()) {
            assertEquals(kind.available(), names(kind.key()));
        }
        assertEquals(Set.of("zh", "zh-tokens", "en"), names("chain"));
        assertEquals(Set.of("cleaned", "tokens", "keywords", "language", "simhash", "count"), names("output"));
        assertEquals(TextFunction.values().length, names("function").size());
        assertTrue(names("resource").containsAll(Set.of("limosa-stop-zh", "limosa-stop-en", "smartcn-stop")));
    }

    private static Set<String> names(String kind) throws Exception {
        Set<String> names = new TreeSet<>();
        lines().stream()
                .map(line -> line.split(" "))
                .filter(parts -> parts[0].equals(kind))
                .forEach(parts -> names.add(parts[1]));
        return names;
    }

    /** Functions and outputs stood there without any. */
    @Test
    void parametersHaveTheirTypesAndThoseThatMustBeGivenAMark() throws Exception {
        List<String> lines = lines();
        for (String expected : List.of(
                "function trim",
                "function truncate max:number! unit:characters|bytes ellipsis:any-text",
                "function mask kinds:[phone|email|cn-id|cn-id-15|bank-card]! with:any-text",
                "function hash key:secret! encoding:hex|base64url length:number",
                "char-filter zhConvert to:text!",
                "filter length min:integer! max:integer!",
                "filter stop words:text format:text ignoreCase:boolean",
                "output simhash from:[text]! chain:chain bands:number column:boolean",
                "output tokens from:[text]! chain:chain format:joined|json|array separator:text column:boolean",
                "output cleaned from:[text]! steps:[function] separator:text column:boolean",
                "chain zh")) {
            assertTrue(
                    lines.contains(expected),
                    () -> expected + "\n"
                            + lines.stream()
                                    .filter(line ->
                                            line.startsWith(expected.split(" ")[0] + " " + expected.split(" ")[1]))
                                    .toList());
        }
    }

    @Test
    void jsonSaysTheSame() throws Exception {
        JsonNode items = JsonMapper.builder()
                .build()
                .readTree(Typed.run("transform", "list", "-o", "json").out())
                .path("items");
        assertEquals(lines().size(), items.size());
        JsonNode length = item(items, "filter", "length");
        assertEquals("min", length.path("parameters").path(0).path("name").asText());
        assertEquals("integer", length.path("parameters").path(0).path("type").asText());
        assertTrue(length.path("parameters").path(0).path("required").asBoolean());
    }

    private static JsonNode item(JsonNode items, String kind, String name) {
        for (JsonNode item : items) {
            if (Arrays.asList(kind, name)
                    .equals(Arrays.asList(
                            item.path("kind").asText(), item.path("name").asText()))) {
                return item;
            }
        }
        throw new AssertionError("no " + kind + " " + name);
    }
}
