package dev.limosa.preview;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.text.output.TextEngine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of another file. */
final class FileConfig implements OldConfig {

    private final MigrationConfig config;
    private final TextEngine text;

    FileConfig(MigrationConfig config) {
        this.config = config;
        this.text = TextEngine.of(config.text());
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public @Nullable TableConfig table(TableConfig now) {
        return config.tables().stream()
                .filter(table -> table.table().equals(now.table()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public TextEngine text(TableId table) {
        return text;
    }

    @Override
    public List<String> notCompared() {
        return List.of();
    }

    @Override
    public void close() {}
}
