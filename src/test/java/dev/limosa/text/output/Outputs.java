package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.limosa.change.Column;
import dev.limosa.change.TableId;
import dev.limosa.config.ConfigFile;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outputs of one table, as they stand in a file, and one row's columns after the other. */
final class Outputs {

    private static final String HEAD =
            """
            migration: m
            source: {url: "jdbc:postgresql://a:1/x", user: u}
            target: {url: "jdbc:postgresql://b:1/y", user: u}
            kafka: {bootstrap-servers: "k:1"}
            """;
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "bigint", false),
            new Column("title", "text", true),
            new Column("body", "text", true),
            new Column("lang", "character(5)", true),
            new Column("raw", "bytea", true));

    private final OutputPlan plan;
    private final OutputRun run;

    private Outputs(OutputPlan plan) {
        this.plan = plan;
        this.run = plan.newRun();
    }

    /** @param outputs YAML, each output a line of its own without indentation */
    static Outputs of(String outputs) {
        return of("", outputs);
    }

    /** @param text YAML of the part {@code text} */
    static Outputs of(String text, String outputs) {
        List<String> problems = new ArrayList<>();
        OutputPlan plan = compile(text, outputs, problems);
        assertEquals(List.of(), problems);
        return new Outputs(plan);
    }

    /** Without the file's name. */
    static List<String> problems(String outputs) {
        List<String> problems = new ArrayList<>();
        try {
            compile("", outputs, problems);
        } catch (InvalidConfigurationException e) {
            problems.addAll(e.problems());
        }
        return problems.stream()
                .map(problem -> problem.replaceFirst("^.*migration\\.yaml:", ""))
                .toList();
    }

    private static OutputPlan compile(String text, String outputs, List<String> problems) {
        MigrationConfig config =
                read(HEAD + text + "tables:\n  - table: shop.reviews\n    outputs:\n" + outputs.indent(6));
        return OutputPlan.compile(
                new TableId("shop", "reviews"),
                config.tables().get(0).outputs(),
                COLUMNS,
                TextEngine.of(config.text()),
                problems);
    }

    private static MigrationConfig read(String yaml) {
        try {
            Path folder = Files.createTempDirectory("outputs");
            return ConfigFile.read(Files.writeString(folder.resolve("migration.yaml"), yaml), List.of(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    OutputPlan plan() {
        return plan;
    }

    OutputRun run() {
        return run;
    }

    /** @param columns name, value, name, value and so on; the others are null */
    Map<String, @Nullable String> row(@Nullable String... columns) {
        @Nullable String[] inputs = new @Nullable String[plan.inputs().size()];
        for (int i = 0; i < columns.length; i += 2) {
            inputs[plan.inputs().indexOf(columns[i])] = columns[i + 1];
        }
        run.evaluate(inputs);
        Map<String, @Nullable String> results = new LinkedHashMap<>();
        for (int i = 0; i < plan.columns().size(); i++) {
            results.put(plan.columns().get(i).name(), run.result(i));
        }
        return results;
    }

    /** Of a plan with one column that reads {@code body} alone. */
    @Nullable
    String body(@Nullable String body) {
        return row("body", body).values().iterator().next();
    }
}
