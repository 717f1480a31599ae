package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.limosa.change.ApplyMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static MigrationConfig parse(List<String> flags, Map<String, String> environment) {
        return ConfigFile.parse("m.yaml", ConfigErrorsTest.good(), flags, environment);
    }

    private static String problem(List<String> flags, Map<String, String> environment) {
        List<String> problems = assertThrows(InvalidConfigurationException.class, () -> parse(flags, environment))
                .problems();
        assertEquals(1, problems.size(), () -> String.join("\n", problems));
        return problems.get(0);
    }

    @Test
    void aFlagStandsAboveTheEnvironmentAndThatAboveTheFileAndThatAboveTheDefault() {
        Map<String, String> environment = Map.of("LIMOSA_SINK_TASKS", "4", "LIMOSA_CAPTURE_CHUNK_ROWS", "77");
        assertEquals(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), defaultTasks());
        assertEquals(3, parse(List.of(), Map.of()).sink().tasks());
        assertEquals(4, parse(List.of(), environment).sink().tasks());
        assertEquals(
                5,
                parse(List.of("sink.tasks=9", "sink.tasks=5"), environment)
                        .sink()
                        .tasks());
        assertEquals(77, parse(List.of(), environment).capture().chunkRows(), "a part that the file does not have");
    }

    private static int defaultTasks() {
        return ConfigFile.parse("m.yaml", ConfigErrorsTest.good().replace("sink: {tasks: 3}", ""))
                .sink()
                .tasks();
    }

    @Test
    void propertiesTakeAnyKey() {
        MigrationConfig config = parse(
                List.of("kafka.properties.security.protocol=SSL", "capture.properties.a_b-c=x=y"),
                Map.of("LIMOSA_KAFKA_PROPERTIES_CLIENT_ID", "me"));
        assertEquals(
                Map.of("security.protocol", "SSL", "client.id", "me"),
                config.kafka().properties());
        assertEquals(Map.of("a_b-c", "x=y"), config.capture().properties());
    }

    @Test
    void anEntryOfAListIsReachedByItsNumber() {
        MigrationConfig config = parse(List.of("tables[0].apply=parallel"), Map.of());
        assertEquals(ApplyMode.PARALLEL, config.tables().get(0).apply());
    }

    @Test
    void aPasswordMayStandInTheEnvironmentItselfButNotOnTheCommandLine() {
        Map<String, String> environment = Map.of("LIMOSA_SOURCE_PASSWORD", "canary", "PW", "other");
        assertEquals("canary", parse(List.of(), environment).source().password());
        assertEquals(
                "other",
                parse(List.of("source.password=${env:PW}"), environment)
                        .source()
                        .password());
        assertEquals(
                "--set source.password: expected a reference under 'source.password', found the secret itself; export"
                        + " it as SOURCE_PASSWORD and write ${env:SOURCE_PASSWORD}",
                problem(List.of("source.password=canary"), Map.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            textBlock =
                    """
            sink.tasks=many => --set sink.tasks: expected a number from 1 to 256 under 'sink.tasks', found 'many'
            sink.task=3 => --set sink.task: unknown key 'sink.task'; did you mean 'tasks'?
            snk.tasks=3 => --set snk.tasks: unknown key 'snk'; did you mean 'sink'?
            sink.tasks.x=3 => --set sink.tasks.x: cannot set a key of 'tasks', which is a single value
            sink=3 => --set sink: cannot set a map; name one of the keys of 'sink'
            tables=3 => --set tables: cannot set a list; name an entry, such as 'tables[0]'
            tables[1].apply=ordered => --set tables[1].apply: cannot find a map at entry 1 of the list 'tables'
            tables[0]=a.b => --set tables[0]: cannot find a map at entry 0 of the list 'tables'
            sink.tasks => --set sink.tasks: expected PATH=VALUE, such as sink.tasks=4
            =3 => --set : expected PATH=VALUE, such as sink.tasks=4
            .=3 => --set .: unknown key ''; expected one of [admin, capture, kafka, migration, partitions, secrets, sink, source, tables, target, text, transform]
            """)
    void aFlagThatCannotBeUsedIsNamed(String flag, String problem) {
        assertEquals(problem, problem(List.of(flag), Map.of()));
    }

    @Test
    void aVariableThatCannotBeUsedIsNamed() {
        assertEquals(
                "environment LIMOSA_SINK_TASKS: expected a number from 1 to 256 under 'sink.tasks', found 'x'",
                problem(List.of(), Map.of("LIMOSA_SINK_TASKS", "x")));
        assertEquals(
                "environment LIMOSA_SINK_TASK: unknown variable; did you mean 'LIMOSA_SINK_TASKS'?",
                problem(List.of(), Map.of("LIMOSA_SINK_TASK", "3")));
    }

    /** Kubernetes sets these for a service that is called limosa, or limosa-admin; the last two are ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LIMOSA_PORT=tcp://10.0.0.1:8600",
                "LIMOSA_PORT_8600_TCP_ADDR=10.0.0.1",
                "LIMOSA_SERVICE_HOST=10.0.0.1",
                "LIMOSA_SERVICE_PORT=8600",
                "LIMOSA_SERVICE_PORT_HTTP=8600",
                "LIMOSA_ADMIN_PORT=tcp://10.0.0.1:8600",
                "LIMOSA_ADMIN_SERVICE_PORT=8600",
                "LIMOSA_SOMETHING_ELSE_ENTIRELY=1",
                "LIMOSA_LOG=DEBUG",
                "LIMOSA_OPTS=-Xmx2g",
            })
    void aVariableOfAnotherPurposeIsPassedOver(String variable) {
        String[] parts = variable.split("=", 2);
        assertEquals(8600, parse(List.of(), Map.of(parts[0], parts[1])).admin().port());
    }

    @Test
    void problemsFromOutsideComeAfterThoseOfTheFile() {
        List<String> problems = assertThrows(
                        InvalidConfigurationException.class,
                        () -> ConfigFile.parse(
                                "m.yaml",
                                ConfigErrorsTest.good() + "zzz: 1\n",
                                List.of("sink.tasks=x"),
                                Map.of("LIMOSA_PARTITIONS", "y")))
                .problems();
        assertEquals(
                List.of("m.yaml:7:1", "environment LIMOSA_PARTITIONS", "--set sink.tasks"),
                problems.stream().map(p -> p.replaceAll(": .*", "")).toList());
    }
}
