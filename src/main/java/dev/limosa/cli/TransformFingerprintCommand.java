package dev.limosa.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What makes the rows, in one number. */
@Command(
        name = "fingerprint",
        description = {
            "Print what makes each chain's tokens and each table's rows, as one SHA-256 over steps, outputs, chains, the"
                    + " files they read, libraries and Unicode's version. Where two processes print the same, they make the"
                    + " same bytes of the same row; one that prints another is refused a table that has begun.",
            "With --table the chains are left out; -o json tells what went into it."
        },
        mixinStandardHelpOptions = true)
final class TransformFingerprintCommand implements Runnable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Mixin
    private TablesOption tables = new TablesOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        MigrationConfig migration = config.read();
        List<TableConfig> wanted = tables.in(migration);
        TextEngine text = TextEngine.of(migration.text());
        Map<String, Fingerprint> ofChains = new LinkedHashMap<>();
        for (String chain : tables.isGiven() ? List.<String>of() : text.chains().names()) {
            ofChains.put(chain, Fingerprint.of(chain, text.chains(), text.resources()));
        }
        Map<String, Fingerprint> ofTables = new LinkedHashMap<>();
        for (TableConfig table : wanted) {
            ofTables.put(table.table().toString(), Fingerprint.of(table, text.chains(), text.resources()));
        }
        print(migration, ofChains, ofTables);
    }

    private void print(MigrationConfig migration, Map<String, Fingerprint> chains, Map<String, Fingerprint> tables) {
        if (output.isJson()) {
            spec.commandLine()
                    .getOut()
                    .println(new JsonAnswer()
                            .put("migration", migration.migration())
                            .put("chains", json("chain", chains))
                            .put("tables", json("table", tables))
                            .text());
        } else {
            TextTable table = new TextTable("", "", "fingerprint");
            chains.forEach((name, fingerprint) -> table.row("chain", name, fingerprint.sha256()));
            tables.forEach((name, fingerprint) -> table.row("table", name, fingerprint.sha256()));
            table.lines().stream().skip(1).forEach(spec.commandLine().getOut()::println);
        }
    }

    private static List<Map<String, Object>> json(String kind, Map<String, Fingerprint> fingerprints) {
        List<Map<String, Object>> all = new ArrayList<>();
        fingerprints.forEach((name, fingerprint) -> all.add(new JsonAnswer()
                .put(kind, name)
                .put("fingerprint", fingerprint.sha256())
                .put("short", fingerprint.shortForm())
                .put("made_by", tree(fingerprint.json()))
                .fields()));
        return all;
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: a fingerprint is no JSON", e);
        }
    }
}
