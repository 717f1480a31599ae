package dev.limosa.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Barrier;
import dev.limosa.change.Column;
import dev.limosa.change.EventHeader;
import dev.limosa.change.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.change.Tally;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.TermStatistics;
import dev.limosa.topics.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Both halves of the statistics with several tasks each, one step at a time and in any order. A step is what one Kafka
 * transaction would be: it commits, or it is as if it never was.
 */
final class TermRig {

    static final TableId TERMS = new TableId("shop", "review_terms");
    static final TermStatistics STATISTICS = new TermStatistics("tags", "lang", TERMS, "f:1:1");
    static final String CHANNEL = "m.g1.-terms.shop.review";
    private static final String HISTORY = "m.shop.review";

    final int partitions;
    final List<Task<OutputValue>> counters = new ArrayList<>();
    final List<Task<byte[]>> totallers = new ArrayList<>();
    /** The table of counts: key → documents. */
    final Map<String, Long> table = new TreeMap<>();

    final long[] passed;
    private final TermNodes nodes = new TermNodes(Reviews.ID, CHANNEL);
    private long sequence = 10;
    private long watermark = 3;

    TermRig(int partitions) {
        this.partitions = partitions;
        passed = new long[partitions];
        RowTerms terms = RowTerms.compile(config(), Reviews.SCHEMA.columns(), new ArrayList<>());
        assertNotNull(terms);
        SinkTable counts = counts(partitions, "out");
        for (int p = 0; p < partitions; p++) {
            counters.add(new Task<>(
                    HISTORY,
                    p,
                    List.of(nodes.rows(), nodes.counts()),
                    () -> new TermCounter(nodes, terms.newInstance(), partitions),
                    this::toChannel));
        }
        for (int q = 0; q < partitions; q++) {
            totallers.add(new Task<>(
                    CHANNEL,
                    q,
                    List.of(nodes.upstream(), nodes.totals()),
                    () -> new TermTotals(nodes, counts, new Passage()),
                    new Sink(q)::take));
        }
    }

    static TableConfig config() {
        TableConfig plain = Reviews.config(null);
        return new TableConfig(plain.table(), plain.to(), null, plain.transforms(), null, plain.outputs(), STATISTICS);
    }

    static SinkTable counts(int partitions, String output) {
        return new SinkTable(
                TERMS,
                TERMS,
                CHANNEL,
                partitions,
                output,
                ApplyMode.PARALLEL,
                List.of(
                        new Column("language", "text", false),
                        new Column("term", "text", false),
                        new Column("documents", "bigint", false)),
                List.of("language", "term"),
                List.of(),
                "f2");
    }

    /** A row of that key, as the transforms made it; null: they made none. */
    void event(Kind kind, long id, @Nullable String row) {
        EventHeader event = new EventHeader(++sequence, 0, 1, kind);
        give(partition(id), id, row, RecordHeaders.EVENT, RecordHeaders.event(event));
    }

    int partition(long id) {
        return (int) (id % partitions);
    }

    void barrier() {
        watermark++;
        barrier(Barrier.Type.WATERMARK, true);
    }

    void truncate(boolean snapshotDone) {
        sequence++;
        barrier(Barrier.Type.TRUNCATE, snapshotDone);
    }

    private void barrier(Barrier.Type type, boolean snapshotDone) {
        for (int p = 0; p < partitions; p++) {
            Barrier barrier = new Barrier(type, sequence, watermark, 5, HISTORY, p, 0, 0, snapshotDone);
            give(p, -1, null, RecordHeaders.BARRIER, RecordHeaders.barrier(barrier));
        }
    }

    long watermark() {
        return watermark;
    }

    private void give(int p, long id, @Nullable String row, String header, byte[] content) {
        OutputValue value = new OutputValue(p, row == null ? null : row.getBytes(StandardCharsets.UTF_8));
        byte[] key = id < 0 ? null : ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
        counters.get(p).input.add(new Record<>(key, value, 1L, headers(header, content)));
    }

    private static Headers headers(String name, byte[] content) {
        return new org.apache.kafka.common.header.internals.RecordHeaders().add(name, content);
    }

    private void toChannel(Record<byte[], OutputValue> made) {
        totallers
                .get(made.value().partition())
                .input
                .add(new Record<>(made.key(), made.value().bytes(), made.timestamp(), made.headers()));
    }

    /** Everything, in order. */
    void settle() {
        counters.forEach(task -> task.step(Integer.MAX_VALUE, true));
        totallers.forEach(task -> task.step(Integer.MAX_VALUE, true));
    }

    long count(String language, String term) {
        return table.getOrDefault("{\"language\":\"" + language + "\",\"term\":\"" + term + "\"}", 0L);
    }

    /** What the sink does with an output partition, and what it insists on. */
    private final class Sink {

        private final int partition;
        private final Tally tally = new Tally();

        Sink(int partition) {
            this.partition = partition;
        }

        void take(Record<byte[], OutputValue> made) {
            assertEquals(partition, made.value().partition());
            EventHeader event = RecordHeaders.event(made.headers());
            if (event == null) {
                pass(RecordHeaders.barrier(made.headers()));
                return;
            }
            assertEquals(tally.count(), event.ordinal());
            tally.add(event.sequence());
            String key = new String(made.key(), StandardCharsets.UTF_8);
            if (event.kind() == Kind.DELETE) {
                assertTrue(table.remove(key) != null, () -> "deleted what is not there: " + key);
            } else {
                String row = new String(made.value().bytes(), StandardCharsets.UTF_8);
                String begin = key.substring(0, key.length() - 1) + ",\"documents\":";
                assertTrue(row.startsWith(begin), row);
                table.put(key, Long.parseLong(row.substring(begin.length(), row.length() - 1)));
            }
        }

        private void pass(@Nullable Barrier barrier) {
            assertNotNull(barrier);
            assertTrue(tally.agreesWith(barrier));
            assertEquals(CHANNEL, barrier.topic());
            assertEquals(partition, barrier.partition());
            assertTrue(passed[partition] == 0 || barrier.watermark() == passed[partition] + 1);
            passed[partition] = barrier.watermark();
            tally.clear();
        }
    }

    /** One task: its input, how much of it is committed, and its stores as of then. */
    static final class Task<V> {

        final List<Record<byte[], V>> input = new ArrayList<>();
        private final String topic;
        private final int partition;
        private final List<String> stores;
        private final Supplier<Processor<byte[], V, byte[], OutputValue>> supplier;
        private final java.util.function.Consumer<Record<byte[], OutputValue>> next;
        private Map<String, Map<Bytes, byte[]>> committed = Map.of();
        private int offset;

        private @Nullable Processor<byte[], V, byte[], OutputValue> processor;
        private MortalContext<byte[], OutputValue> context = new MortalContext<>();

        Task(
                String topic,
                int partition,
                List<String> stores,
                Supplier<Processor<byte[], V, byte[], OutputValue>> supplier,
                java.util.function.Consumer<Record<byte[], OutputValue>> next) {
            this.topic = topic;
            this.partition = partition;
            this.stores = stores;
            this.supplier = supplier;
            this.next = next;
        }

        /** Takes up to so many records; then commits, or dies and forgets. */
        void step(int atMost, boolean commit) {
            Processor<byte[], V, byte[], OutputValue> running = processor == null ? restored() : processor;
            processor = running;
            int to = Math.min(input.size(), offset + Math.min(atMost, input.size()));
            for (int at = offset; at < to; at++) {
                context.setRecordMetadata(topic, partition, at);
                running.process(input.get(at));
            }
            if (commit) {
                offset = to;
                committed = contents();
                context.forwarded().forEach(made -> next.accept(made(made.record())));
                context.resetForwards();
            } else {
                running.close();
                processor = null;
            }
        }

        @SuppressWarnings("unchecked")
        private static Record<byte[], OutputValue> made(Record<? extends byte[], ? extends OutputValue> record) {
            return (Record<byte[], OutputValue>) record;
        }

        /**
         * Dies as it sends one record more than that, and goes on from the last commit, with the processor it had: so
         * does Streams when a transaction has failed.
         */
        void dieSending(int records) {
            Processor<byte[], V, byte[], OutputValue> running = processor == null ? restored() : processor;
            processor = running;
            context.left = records;
            assertThrows(IllegalStateException.class, () -> step(Integer.MAX_VALUE, false));
            running.close();
            restore();
            running.init(context);
            processor = running;
        }

        private Processor<byte[], V, byte[], OutputValue> restored() {
            restore();
            Processor<byte[], V, byte[], OutputValue> fresh = supplier.get();
            fresh.init(context);
            return fresh;
        }

        private void restore() {
            context = new MortalContext<>();
            for (String name : stores) {
                KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled()
                        .build();
                store.init(context.getStateStoreContext(), store);
                context.addStateStore(store);
                committed.getOrDefault(name, Map.of()).forEach(store::put);
            }
        }

        private Map<String, Map<Bytes, byte[]>> contents() {
            Map<String, Map<Bytes, byte[]>> all = new TreeMap<>();
            for (String name : stores) {
                Map<Bytes, byte[]> content = new TreeMap<>();
                KeyValueStore<Bytes, byte[]> store = context.getStateStore(name);
                try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
                    rows.forEachRemaining(row -> content.put(row.key, row.value));
                }
                all.put(name, content);
            }
            return all;
        }

        /** How many entries that store has as of the last commit. */
        int stored(String name) {
            return committed.getOrDefault(name, Map.of()).size();
        }

        void lose(int at) {
            input.remove(at);
        }
    }

    private static final class MortalContext<K, V> extends MockProcessorContext<K, V> {

        /** How many records it still passes on before it fails; below zero: any number. */
        private int left = -1;

        @Override
        public <A extends K, B extends V> void forward(Record<A, B> record, String child) {
            if (left == 0) {
                throw new IllegalStateException("a transaction fails");
            }
            left--;
            super.forward(record, child);
        }
    }
}
