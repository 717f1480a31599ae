package dev.limosa.transform;

import dev.limosa.change.Column;
import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.topics.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

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
        tables.forEach(table -> add(topology, names.deadLetters(), generation, table, passage));
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
}
