package dev.limosa.generation;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Constraint;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.TableDescription;
import dev.limosa.text.fingerprint.Fingerprint;
import dev.limosa.text.output.TextEngine;
import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicSpec;
import dev.limosa.transform.RowTerms;
import dev.limosa.transform.RowTransform;
import dev.limosa.transform.TermTable;
import dev.limosa.transform.TransformTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one generation does with every table. Follows from the configuration and the source's catalogue alone, so that
 * all replicas come to the same plan.
 *
 * @param tables in the order of the configuration
 */
public record GenerationPlan(MigrationConfig config, int generation, List<PlannedTable> tables) {

    /** The one generation there is. */
    public static final int FIRST = 1;

    public GenerationPlan {
        tables = List.copyOf(tables);
    }

    /**
     * @param description the source's side; {@code sink} the target's; {@code rows} what lies between
     * @param fingerprint of that
     */
    public record PlannedTable(
            TableDescription description,
            RowTransform rows,
            Fingerprint fingerprint,
            SinkTable sink,
            @Nullable TermTable terms) {

        public TableId table() {
            return description.table();
        }

        public TransformTable transform() {
            return new TransformTable(description.schema(), rows, sink, terms);
        }

        /** The tables of the target that it fills: its own, and the one with the counts of its terms. */
        public List<SinkTable> sinks() {
            return terms == null ? List.of(sink) : List.of(sink, terms.sink());
        }
    }

    /** @throws InvalidConfigurationException holding all transforms that do not fit their tables */
    public static GenerationPlan of(MigrationConfig config, int generation, Collection<TableDescription> descriptions) {
        Map<TableId, TableDescription> described = new LinkedHashMap<>();
        descriptions.forEach(d -> described.put(d.table(), d));
        // Dictionaries are read once, for all tables.
        TextEngine text = TextEngine.of(config.text());
        Map<TableId, RowTransform> transforms = transforms(config, described, text);
        Refusals.require(config, described.values(), transforms);
        Map<TableId, Fingerprint> fingerprints = new LinkedHashMap<>();
        config.tables()
                .forEach(table ->
                        fingerprints.put(table.table(), Fingerprint.of(table, text.chains(), text.resources())));
        Map<TableId, TermTable> terms = terms(config, generation, transforms, fingerprints);
        Map<TableId, TableId> groups = OrderedGroups.of(described.values(), config);
        Constraints constraints = new Constraints(config, described, transforms, groups);
        List<PlannedTable> tables = new ArrayList<>();
        for (TableConfig table : config.tables()) {
            TableDescription description = requireNonNull(described.get(table.table()));
            RowTransform transform = requireNonNull(transforms.get(table.table()));
            Fingerprint fingerprint = requireNonNull(fingerprints.get(table.table()));
            SinkTable sink =
                    sinkTable(config, generation, table, transform, groups, constraints.of(description), fingerprint);
            tables.add(new PlannedTable(description, transform, fingerprint, sink, terms.get(table.table())));
        }
        return new GenerationPlan(config, generation, tables);
    }

    private static Map<TableId, RowTransform> transforms(
            MigrationConfig config, Map<TableId, TableDescription> described, TextEngine text) {
        Map<TableId, RowTransform> transforms = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        described.forEach((id, table) -> {
            try {
                transforms.put(id, RowTransform.compile(table.schema(), config.table(id), text));
            } catch (InvalidConfigurationException e) {
                problems.addAll(e.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return transforms;
    }

    private static Map<TableId, TermTable> terms(
            MigrationConfig config,
            int generation,
            Map<TableId, RowTransform> transforms,
            Map<TableId, Fingerprint> fingerprints) {
        TopicNames topics = new TopicNames(config.migration());
        Map<TableId, TermTable> terms = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (TableConfig table : config.tables()) {
            RowTransform rows = requireNonNull(transforms.get(table.table()));
            SinkTable sink = TermTable.sink(
                    table,
                    topics,
                    generation,
                    config.partitions(),
                    requireNonNull(fingerprints.get(table.table())).shortForm());
            RowTerms counted = RowTerms.compile(table, rows.targetColumns(), problems);
            if (sink != null && counted != null) {
                Refusals.takenName(config, table, terms.values(), sink.target(), problems);
                terms.put(table.table(), new TermTable(counted, sink));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return terms;
    }

    private static SinkTable sinkTable(
            MigrationConfig config,
            int generation,
            TableConfig table,
            RowTransform transform,
            Map<TableId, TableId> groups,
            List<Constraint> constraints,
            Fingerprint fingerprint) {
        TopicNames topics = new TopicNames(config.migration());
        TableId group = groups.get(table.table());
        return new SinkTable(
                table.table(),
                table.to(),
                topics.history(table.table()),
                config.partitions(),
                group == null ? topics.output(generation, table.table()) : topics.orderedOutput(generation, group),
                group == null ? ApplyMode.PARALLEL : ApplyMode.ORDERED,
                transform.targetColumns(),
                transform.targetKey(),
                constraints,
                fingerprint.shortForm());
    }

    /** Every topic this generation reads or writes, and those of the migration itself. */
    public List<TopicSpec> topics() {
        TopicNames names = new TopicNames(config.migration());
        Map<String, TopicSpec> specs = new TreeMap<>();
        for (PlannedTable table : tables) {
            SinkTable sink = table.sink();
            int outputs = sink.apply() == ApplyMode.ORDERED ? 1 : sink.historyPartitions();
            specs.put(sink.historyTopic(), TopicSpec.history(sink.historyTopic(), sink.historyPartitions()));
            specs.put(sink.outputTopic(), TopicSpec.output(sink.outputTopic(), outputs));
            if (table.terms() != null) {
                terms(names, table.terms().sink()).forEach(spec -> specs.put(spec.name(), spec));
            }
        }
        List<TopicSpec> all = new ArrayList<>(specs.values());
        all.add(TopicSpec.position(names.position()));
        all.add(TopicSpec.compacted(names.schemas()));
        all.add(TopicSpec.status(names.status()));
        all.add(TopicSpec.deadLetters(names.deadLetters()));
        return all;
    }

    private List<TopicSpec> terms(TopicNames names, SinkTable counts) {
        int partitions = counts.historyPartitions();
        List<TopicSpec> specs = new ArrayList<>();
        specs.add(TopicSpec.output(counts.historyTopic(), partitions));
        specs.add(TopicSpec.output(counts.outputTopic(), partitions));
        names.termsChangelogs(generation, counts.historyTopic())
                .forEach(changelog -> specs.add(TopicSpec.changelog(changelog, partitions)));
        return specs;
    }

    public List<TransformTable> transforms() {
        return tables.stream().map(PlannedTable::transform).toList();
    }

    public List<String> outputTopics() {
        return tables.stream()
                .flatMap(table -> table.sinks().stream())
                .map(SinkTable::outputTopic)
                .distinct()
                .toList();
    }
}
