package dev.limosa.preview;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.config.TextConfig;
import dev.limosa.generation.Recorded;
import dev.limosa.jdbc.SinkTables;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Chains;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that a migration was begun with, from what its target remembers. Files are read back into a folder
 * that is deleted at the end. Limits decide on no value and are not recorded: today's hold for both sides.
 */
final class RecordedConfig implements OldConfig {

    private final Recorded recorded;
    private final TextConfig.Limits limits;
    private final int generation;
    private final Map<TableId, Fingerprint> fingerprints;
    private final Path folder;
    private final List<String> notCompared = new ArrayList<>();
    private final TextEngine builtIn = TextEngine.of(TextConfig.NONE);

    RecordedConfig(Connection target, MigrationConfig config) throws SQLException, IOException {
        generation =
                SinkTables.requireRunning(target, config.migration(), "compare with a file instead: --old OLD.yaml");
        recorded = new Recorded(target, config.migration());
        limits = config.text().limits();
        fingerprints = recorded.fingerprints(generation);
        folder = Files.createTempDirectory("limosa-diff");
    }

    @Override
    public String name() {
        return "generation " + generation;
    }

    @Override
    public @Nullable TableConfig table(TableConfig now) {
        Fingerprint then = fingerprints.get(now.table());
        return then == null
                ? null
                : new TableConfig(now.table(), now.to(), now.apply(), then.transforms(), then.where(), then.outputs());
    }

    /** Of its own for each table: tables that were added later may know other files by the same names. */
    @Override
    public TextEngine text(TableId table) throws SQLException, IOException {
        Fingerprint then = fingerprints.get(table);
        if (then == null) {
            throw new IllegalStateException("BUG: table " + table + " is not recorded");
        }
        Map<String, TextConfig.Chain> chains = new HashMap<>(then.chains());
        chains.keySet().removeAll(builtIn.chains().names());
        TextEngine engine = TextEngine.of(new TextConfig(resources(table, then), chains, limits));
        tellWhatIsNotTheSame(table, then, engine.chains(), engine.resources());
        return engine;
    }

    private Map<String, TextConfig.Resource> resources(TableId table, Fingerprint then)
            throws SQLException, IOException {
        Map<String, TextConfig.Resource> resources = new HashMap<>();
        for (Map.Entry<String, String> resource : then.resources().entrySet()) {
            if (!builtIn.resources().has(resource.getKey())) {
                Path file = file(table, resource.getKey(), resource.getValue());
                resources.put(
                        resource.getKey(),
                        new TextConfig.Resource(
                                resource.getKey(), file, resource.getValue(), "the recorded generation"));
            }
        }
        return resources;
    }

    private Path file(TableId table, String name, String sha256) throws SQLException, IOException {
        byte[] content = recorded.resource(sha256);
        if (content == null) {
            throw new RefusedException("cannot compare table " + table + ": expected resource '" + name
                    + "' of SHA-256 " + sha256 + " in limosa.resource of the target, found none;"
                    + " compare with the configuration it was begun with: --old OLD.yaml");
        }
        return Files.write(folder.resolve(sha256), content);
    }

    /**
     * This process is another one than the one that began: what its libraries do differently can't be seen from here.
     */
    private void tellWhatIsNotTheSame(TableId table, Fingerprint then, Chains chains, Resources resources) {
        TableConfig again = new TableConfig(table, table, null, then.transforms(), then.where(), then.outputs());
        for (String difference : then.differences(Fingerprint.of(again, chains, resources))) {
            notCompared.add("table " + table + " was begun with something this process does not have: " + difference);
        }
    }

    @Override
    public List<String> notCompared() {
        return notCompared;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
