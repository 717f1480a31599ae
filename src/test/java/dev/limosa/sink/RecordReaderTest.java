package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.SinkTable;
import dev.limosa.topics.RecordHeaders;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

    private static final SinkTable TABLE =
            Target.table("t", ApplyMode.PARALLEL, List.of(new Column("v", "text", true)), List.of());

    private final Output output = new Output(TABLE.outputTopic(), List.of(TABLE), false);
    private final Upstream nothing = Upstream.of(new TopicPartition(output.topic(), 0), output.origins(0), "");
    private final RecordReader reader = new RecordReader(output, 0);
    private final OutputTopic topic = new OutputTopic(TABLE, new OutputTopic.Source());

    @Test
    void rowsNeedNotSayWhatMadeThem() {
        assertInstanceOf(Row.class, reader.read(topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"a\"}"), nothing));
    }

    @Test
    void aBarrierThatDoesNotSayWhatMadeItsRowsIsRefused() {
        SinkRecord barrier = topic.watermark(0, 1);
        barrier.headers().remove(RecordHeaders.FINGERPRINT);
        assertRefused(barrier, "none");
    }

    @Test
    void aTableThatKnowsNoFingerprintTookWhatAnythingHadMade() {
        SinkTable any = new SinkTable(
                TABLE.source(),
                TABLE.target(),
                TABLE.historyTopic(),
                TABLE.historyPartitions(),
                TABLE.outputTopic(),
                TABLE.apply(),
                TABLE.columns(),
                TABLE.key(),
                TABLE.constraints(),
                "");
        RecordReader unknowing = new RecordReader(new Output(any.outputTopic(), List.of(any), false), 0);
        SinkRecord barrier = topic.watermark(0, 1);
        barrier.headers().remove(RecordHeaders.FINGERPRINT);
        assertThrows(ConnectException.class, () -> unknowing.read(barrier, nothing));
        assertThrows(ConnectException.class, () -> unknowing.read(topic.watermark(0, 2), nothing));
    }

    @Test
    void rowsOfAnotherFingerprintAreRefused() {
        SinkRecord row = topic.upsert(0, "{\"id\":1}", "{\"id\":1,\"v\":\"a\"}");
        row.headers().addBytes(RecordHeaders.FINGERPRINT, RecordHeaders.fingerprint("f9"));
        assertRefused(row, "f9");
    }

    private void assertRefused(SinkRecord record, String found) {
        ConnectException refused = assertThrows(ConnectException.class, () -> reader.read(record, nothing));
        assertEquals(
                "cannot apply topic 'm.g1.public.t' partition 0 offset 0 to table 'public.t': expected rows made by"
                        + " fingerprint f1, found " + found + "; stop the replica that makes them: 'limosa transform"
                        + " fingerprint' there tells what it has",
                refused.getMessage());
    }
}
