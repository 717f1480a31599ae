package dev.limosa.demo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of JSON objects, one a line, packed by gzip or not; read line by line. Blank lines count but hold nothing. */
final class JsonLines {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final Path file;

    JsonLines(Path file) {
        this.file = file;
    }

    interface Visitor {
        void row(long line, ObjectNode row) throws IOException;
    }

    void forEach(Visitor visitor) throws IOException {
        try (InputStream in = open()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            long number = 1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n') {
                    visit(number++, line.toByteArray(), visitor);
                    line.reset();
                } else {
                    line.write(b);
                }
            }
            visit(number, line.toByteArray(), visitor);
        }
    }

    private InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        boolean packed = file.getFileName().toString().endsWith(".gz");
        return new BufferedInputStream(packed ? unpacked(in) : in, 1 << 16);
    }

    private InputStream unpacked(InputStream in) throws IOException {
        try {
            return new GZIPInputStream(in, 1 << 16);
        } catch (ZipException | EOFException e) {
            in.close();
            throw new IOException(
                    "cannot read '" + file + "': expected what gzip has packed, by its name, found "
                            + "something else; unpacked rows go into a .jsonl",
                    e);
        }
    }

    private void visit(long number, byte[] line, Visitor visitor) throws IOException {
        int from = number == 1 && line.length > 2 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB ? 3 : 0;
        try {
            JsonNode node = MAPPER.readTree(line, from, line.length - from);
            if (node.isObject()) {
                checkText(number, node);
                visitor.row(number, (ObjectNode) node);
            } else if (!node.isMissingNode()) {
                throw error(number, "expected a JSON object, found " + kind(node));
            }
        } catch (JsonProcessingException e) {
            throw error(number, "it is not one JSON object: " + e.getOriginalMessage());
        }
    }

    static String kind(JsonNode node) {
        return node.isMissingNode()
                ? "none"
                : "a value of type " + node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /** PostgreSQL stores neither U+0000 nor half a character, in text or in jsonb. */
    private void checkText(long number, JsonNode node) {
        if (node.isTextual()) {
            checkText(number, node.textValue());
        }
        node.fieldNames().forEachRemaining(name -> checkText(number, name));
        node.forEach(child -> checkText(number, child));
    }

    private void checkText(long number, String text) {
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            boolean pair = Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (c == 0) {
                throw error(number, "PostgreSQL cannot store the character U+0000 that is in its text");
            }
            if (Character.isSurrogate(c) && !pair) {
                throw error(number, "its text holds half of a surrogate pair, which is no character");
            }
            at += pair ? 1 : 0;
        }
    }

    IllegalArgumentException error(long line, String problem) {
        return new IllegalArgumentException("cannot read '" + file + "' line " + line + ": " + problem);
    }
}
