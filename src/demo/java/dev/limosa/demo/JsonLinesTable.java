package dev.limosa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.jdbc.Sql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's own rows as one table: a column for every key in the file, with a type that fits every value, {@code id}
 * being the primary key. The file is read twice and never held in memory; eight bytes a row are.
 */
public final class JsonLinesTable implements Dataset {

    private static final int LONGEST_NAME = 63;
    /** Names that a person's own columns are not likely to have. */
    private static final String OUTPUTS =
            """
                outputs:
                  limosa_language: {emit: language, from: %1$s, allowed: [zh, en], otherwise: zh}
                  limosa_simplified: {emit: cleaned, from: %1$s, steps: [nfkc, simplified]}
                  limosa_tokens:
                    emit: tokens
                    from: limosa_simplified
                    chain: {by: limosa_language, zh: zh, en: en}
                    format: array
                  limosa_keywords: {emit: keywords, from: limosa_tokens, method: textrank, top: 5}
                  limosa_simhash: {emit: simhash, from: limosa_tokens, bands: 4}
            """;

    private final JsonLines file;
    private final TableId table;
    private final Map<String, InferredColumn> inferred = new LinkedHashMap<>();
    private final KeyPool<String> keys = new KeyPool<>();
    private long[] hashes = new long[1024];
    private final @Nullable String text;
    private int rows;

    private JsonLinesTable(Path path, @Nullable String text) {
        file = new JsonLines(path);
        this.text = text;
        String name = path.getFileName().toString().replaceFirst("(?i)(\\.jsonl|\\.ndjson|\\.json)?(\\.gz)?$", "");
        table = new TableId("public", checkName(name, "table"));
    }

    /**
     * Reads the whole file once, to know its columns.
     *
     * @param text the column that the text engine is to work on; null for none
     * @throws IllegalArgumentException naming the line that cannot be a row, or the column that is no text
     */
    public static JsonLinesTable open(Path path, @Nullable String text) throws IOException {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new IllegalArgumentException(
                    "cannot read '" + path + "': there is no such file, or it may not be read");
        }
        JsonLinesTable table = new JsonLinesTable(path, text);
        table.file.forEach(table::see);
        if (table.rows == 0) {
            throw new IllegalArgumentException("cannot read '" + path + "': expected a JSON object a line, found none");
        }
        table.checkDuplicates();
        if (text != null && !table.textColumns().contains(text)) {
            throw new IllegalArgumentException("cannot make tokens of '" + text + "': expected one of the columns "
                    + table.textColumns() + " of '" + path + "'");
        }
        return table;
    }

    private static String checkName(String name, String what) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw new IllegalArgumentException("cannot make a " + what + " named '" + name
                    + "': expected 1 to 63 bytes, found " + name.getBytes(StandardCharsets.UTF_8).length);
        }
        return name;
    }

    private void see(long line, ObjectNode row) {
        JsonNode id = row.path("id");
        if (!id.isTextual() && !id.isNumber()) {
            throw file.error(line, "expected an id that is a text or a number, found " + JsonLines.kind(id));
        }
        row.fields().forEachRemaining(field -> inferred.computeIfAbsent(
                        checkName(field.getKey(), "column"), name -> new InferredColumn())
                .see(field.getValue()));
        if (rows == hashes.length) {
            hashes = Arrays.copyOf(hashes, rows * 2);
        }
        hashes[rows++] = hash(id.asText());
    }

    /** The same hash twice is most likely the same id: those few are read again and compared as they are. */
    private void checkDuplicates() throws IOException {
        Arrays.sort(hashes, 0, rows);
        Set<Long> twice = new HashSet<>();
        for (int i = 1; i < rows; i++) {
            if (hashes[i] == hashes[i - 1]) {
                twice.add(hashes[i]);
            }
        }
        hashes = new long[0];
        if (!twice.isEmpty()) {
            Map<String, Long> seen = new HashMap<>();
            file.forEach((line, row) -> checkDuplicate(line, row.path("id").asText(), twice, seen));
        }
    }

    private void checkDuplicate(long line, String id, Set<Long> twice, Map<String, Long> seen) {
        Long first = twice.contains(hash(id)) ? seen.putIfAbsent(id, line) : null;
        if (first != null) {
            throw file.error(line, "expected an id of its own, found that of line " + first);
        }
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** The columns, the key first. */
    List<Column> columns() {
        return Stream.concat(Stream.of("id"), inferred.keySet().stream().filter(name -> !name.equals("id")))
                .map(name -> new Column(name, type(name), !name.equals("id")))
                .toList();
    }

    private String type(String name) {
        InferredColumn column = inferred.get(name);
        return name.equals("id") ? column.keyType() : column.type();
    }

    @Override
    public List<TableId> tables() {
        return List.of(table);
    }

    /** The texts are cleaned as the shop's are; numbers, times and nested values go as they are. */
    @Override
    public String yaml() {
        String texts = textColumns().stream().map(JsonLinesTable::quoted).collect(Collectors.joining(", "));
        String transforms = texts.isEmpty()
                ? ""
                : "    transforms:\n      - nfkc: [" + texts + "]\n      - collapse-space: [" + texts + "]\n";
        return "  - table: " + quoted(table.toString()) + "\n" + transforms + outputs();
    }

    private String outputs() {
        return text == null ? "" : OUTPUTS.formatted(quoted(text));
    }

    /** YAML reads JSON's strings. */
    private static String quoted(String name) {
        return JsonLines.MAPPER.valueToTree(name).toString();
    }

    @Override
    public List<String> textExamples() {
        return text == null
                ? List.of()
                : List.of("SELECT " + Sql.quote(text) + ", array_to_string(limosa_tokens, ' '),"
                        + " array_to_string(limosa_keywords, ' ') FROM " + Sql.quote(table) + " WHERE "
                        + Sql.quote(text) + " IS NOT NULL ORDER BY id LIMIT 2");
    }

    private List<String> textColumns() {
        return columns().stream()
                .filter(column -> column.nullable() && column.type().equals("text"))
                .map(Column::name)
                .toList();
    }

    @Override
    public long load(Connection source) throws SQLException, IOException {
        List<Column> columns = columns();
        Statements.script(
                source,
                columns.stream()
                        .map(column -> Sql.quote(column.name()) + " " + column.type())
                        .collect(Collectors.joining(
                                ", ", "CREATE TABLE " + Sql.quote(table) + " (", ", PRIMARY KEY (id))")));
        Statements.script(source, "ALTER TABLE " + Sql.quote(table) + " REPLICA IDENTITY FULL");
        SplittableRandom random = new SplittableRandom(Shop.SEED);
        try (CopyWriter out = new CopyWriter(
                source,
                Sql.quote(table) + " ("
                        + Sql.quoteAll(columns.stream().map(Column::name).toList()) + ")")) {
            file.forEach((line, row) -> {
                keys.sample(row.path("id").asText(), line, random);
                for (Column column : columns) {
                    out.value(InferredColumn.text(row.get(column.name()), column.type()));
                }
                out.endRow();
            });
        }
        Statements.script(source, "ANALYZE");
        return rows;
    }

    @Override
    public Changes changes() {
        return new OwnTableChanges(table, columns(), textColumns(), keys, new Sentences());
    }
}
