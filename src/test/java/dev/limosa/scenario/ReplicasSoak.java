package dev.limosa.scenario;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/**
 * {@code mvn -Psoak}: replicas come and go for as long as wanted; after every two minutes the one assertion. The seed
 * is printed, and {@code -Dsoak.seed} repeats its order.
 */
class ReplicasSoak {

    private static final long SEED =
            Long.getLong("soak.seed", ThreadLocalRandom.current().nextInt(1_000_000));
    private static final int MINUTES = Integer.getInteger("soak.minutes", 30);
    private static final Duration STORM = Duration.ofMinutes(2);
    private static final Path REPORT = Path.of("target", "soak.json");

    private final Map<String, Object> report = new LinkedHashMap<>();

    @Test
    void nothingIsLostOrDoubled() throws Exception {
        System.out.println("soak.seed=" + SEED + " soak.minutes=" + MINUTES);
        try (Rig rig = Rig.start();
                VersionedTables tables = VersionedTables.create(rig, 10_000)) {
            ReplicaStorm storm = new ReplicaStorm(rig, SEED);
            storm.fill();
            report(storm, tables, 0, "nothing compared yet");
            for (int storms = 1; storms * STORM.toMinutes() <= MINUTES; storms++) {
                weather(rig, tables, storm, storms);
            }
        }
    }

    private void weather(Rig rig, VersionedTables tables, ReplicaStorm storm, int storms) throws Exception {
        tables.startWriting();
        storm.rage(STORM);
        storm.calm();
        tables.stopWriting();
        report(storm, tables, storms, "not proven identical");
        rig.awaitProven();
        rig.assertIdentical();
        tables.assertNothingAppliedTwice();
        storm.assertNoneHasFailed();
        report(storm, tables, storms, "identical, nothing lost or doubled");
    }

    /** Written before the assertions, too: what fails has a report as well. */
    private void report(ReplicaStorm storm, VersionedTables tables, int storms, String outcome) throws Exception {
        report.put("seed", SEED);
        report.put("storms", storms);
        storm.done().forEach((action, times) -> report.put(action.name().toLowerCase(Locale.ROOT), times));
        report.put("transactions", tables.transactions());
        report.put("outcome", outcome);
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValue(REPORT.toFile(), report);
        System.out.println(report);
    }
}
