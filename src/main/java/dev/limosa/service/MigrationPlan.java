package dev.limosa.service;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.topics.TopicManifest;
import dev.limosa.topics.WantedTopic;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The plan of a migration, from its configuration and the source's catalogue. */
public final class MigrationPlan {

    public static final int GENERATION = GenerationPlan.FIRST;

    private MigrationPlan() {}

    static GenerationPlan of(MigrationConfig config) throws SQLException {
        try (Connection source = Databases.connect(config.source(), "limosa preparation")) {
            return of(config, source);
        }
    }

    static GenerationPlan of(MigrationConfig config, Connection source) throws SQLException {
        SourceCatalog catalog = new SourceCatalog(source);
        List<TableDescription> tables = new ArrayList<>();
        for (TableConfig table : config.tables()) {
            tables.add(catalog.describe(table.table()));
        }
        return GenerationPlan.of(config, GENERATION, tables);
    }

    /** Every topic of the migration as the manifests want it. */
    public static List<WantedTopic> topics(MigrationConfig config, List<TopicManifest> manifests) throws SQLException {
        return WantedTopic.of(of(config).topics(), manifests, config.migration());
    }
}
