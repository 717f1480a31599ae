package dev.limosa.transform;

import dev.limosa.change.Column;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The topology of one generation: the same tables always make the same one. */
final class TransformTopology {

    private TransformTopology() {}

    /** @throws InvalidConfigurationException holding what does not fit, of all tables */
    static Topology build(TopicNames names, int generation, List<TransformTable> tables, Passage passage) {
        List<String> problems = new ArrayList<>();
        Topology topology = new Topology();
        tables.forEach(table -> checkColumns(table, problems));
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        for (TransformTable table : tables) {
            add(topology, names.deadLetters(), generation, table, passage);
            if (table.terms() != null) {
                addTerms(topology, table, table.terms(), passage);
            }
        }
        return topology;
    }

    /** The sink reads fields by their place, so both sides must mean the same ones. */
    private static void checkColumns(TransformTable table, List<String> problems) {
        List<String> made =
                table.transform().targetColumns().stream().map(Column::name).toList();
        List<String> expected =
                table.sink().columns().stream().map(Column::name).toList();
        if (!made.equals(expected)) {
            problems.add("cannot transform table '" + table.schema().table() + "': expected the columns " + expected
                    + " of its target, found " + made + " made by its steps; begin a new generation");
        }
    }

    private static void add(
            Topology topology, String deadLetters, int generation, TransformTable table, Passage passage) {
        TableNodes nodes = new TableNodes(table.historyTopic());
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        ByteArraySerializer keys = new ByteArraySerializer();
        topology.addSource(nodes.source(), bytes, bytes, table.historyTopic())
                .addProcessor(
                        nodes.transform(),
                        () -> new TableProcessor(
                                table, generation, table.transform().newInstance(), passage),
                        nodes.source())
                .addSink(
                        nodes.output(),
                        table.outputTopic(),
                        keys,
                        OutputValue.SERIALIZER,
                        OutputValue.PARTITIONER,
                        nodes.transform())
                .addSink(nodes.deadLetters(), deadLetters, keys, OutputValue.SERIALIZER, nodes.transform());
    }

    /** The statistics of a table that has them: one operator in its own sub-topology, one in another behind a topic. */
    private static void addTerms(Topology topology, TransformTable table, TermTable terms, Passage passage) {
        TermNodes nodes = terms.nodes(table.schema().table());
        int partitions = terms.sink().historyPartitions();
        ByteArraySerializer keys = new ByteArraySerializer();
        topology.addProcessor(
                        nodes.counter(),
                        () -> new TermCounter(nodes, terms.terms().newInstance(), partitions),
                        new TableNodes(table.historyTopic()).transform())
                .addStateStore(store(nodes.rows()), nodes.counter())
                .addStateStore(store(nodes.counts()).withCachingEnabled(), nodes.counter())
                .addSink(
                        nodes.channel(),
                        nodes.channelTopic(),
                        keys,
                        OutputValue.SERIALIZER,
                        OutputValue.PARTITIONER,
                        nodes.counter());
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        topology.addSource(nodes.source(), bytes, bytes, nodes.channelTopic())
                .addProcessor(nodes.totaller(), () -> new TermTotals(nodes, terms.sink(), passage), nodes.source())
                .addStateStore(store(nodes.upstream()), nodes.totaller())
                .addStateStore(store(nodes.totals()).withCachingEnabled(), nodes.totaller())
                .addSink(
                        nodes.termsOutput(),
                        terms.sink().outputTopic(),
                        keys,
                        OutputValue.SERIALIZER,
                        OutputValue.PARTITIONER,
                        nodes.totaller());
    }

    /** In memory, and in a changelog topic that it is restored from. Counts are cached: a commit logs each one once. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }
}
