package dev.limosa.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Connect tells a person whose connector is set up wrongly, before any task runs. */
class ConnectorCheckIT {

    private Target target;
    private Map<String, String> settings;

    @BeforeEach
    void aConnectorThatIsSetUpWell() throws Exception {
        target = new Target();
        target.parallelTable("t");
        target.parallelTable("u");
        settings = new HashMap<>(target.properties());
        settings.put("topics", "m.g1.public.u, m.g1.public.t");
        for (String converter : List.of("key.converter", "value.converter", "header.converter")) {
            settings.put(converter, "org.apache.kafka.connect.converters.ByteArrayConverter");
        }
        settings.put("consumer.override.isolation.level", "read_committed");
    }

    @AfterEach
    void close() throws Exception {
        target.close();
    }

    @Test
    void oneThatIsSetUpWellHasNoErrors() {
        assertEquals(Map.of(), errors());
        settings.remove("topics");
        settings.put("topics.regex", "m\\.g1\\..*");
        assertEquals(Map.of(), errors());
    }

    @Test
    void whatIsMissingOrNoSuchValueIsToldUnderItsName() {
        settings.remove(SinkSettings.USER);
        settings.put(SinkSettings.MIGRATION, "Not A Name");
        settings.put(SinkSettings.GENERATION, "0");
        settings.put(SinkSettings.URL, "jdbc:mysql://host/db");
        Map<String, String> errors = errors();
        assertEquals(
                List.of(SinkSettings.URL, SinkSettings.USER, SinkSettings.GENERATION, SinkSettings.MIGRATION),
                List.copyOf(errors.keySet()));
        assertTrue(errors.get(SinkSettings.URL).contains("expected jdbc:postgresql://host:port/database"));
        assertTrue(errors.get(SinkSettings.MIGRATION).contains("'Not A Name'"));
    }

    @Test
    void aWorkerThatWouldChangeOrDropRecordsIsRefused() {
        settings.remove("header.converter");
        settings.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        settings.put("consumer.override.isolation.level", "read_uncommitted");
        settings.put("transforms", "route");
        settings.put("errors.tolerance", "all");
        Map<String, String> errors = errors();
        assertEquals(
                List.of(
                        "consumer.override.isolation.level",
                        "errors.tolerance",
                        "header.converter",
                        "transforms",
                        "value.converter"),
                List.copyOf(errors.keySet()));
        assertTrue(errors.get("header.converter").contains("ByteArrayConverter, found nothing"));
    }

    @Test
    void aTopicThatIsLeftOutIsNamed() {
        settings.put("topics", "m.g1.public.t");
        assertEquals(
                Map.of(
                        "topics",
                        "cannot use topics: expected the output topics [m.g1.public.t, m.g1.public.u], found"
                                + " [m.g1.public.t]"),
                errors());
        settings.remove("topics");
        settings.put("topics.regex", ".*\\.u");
        assertTrue(errors().get("topics.regex").endsWith("found none for [m.g1.public.t]"));
    }

    @Test
    void aGenerationNobodyPreparedAndATargetNobodyReachesAreTold() {
        settings.put(SinkSettings.GENERATION, "7");
        assertTrue(errors().get(SinkSettings.MIGRATION).contains("run 'limosa run --roles capture,transform' first"));
        settings.put(SinkSettings.URL, "jdbc:postgresql://127.0.0.1:1/none");
        settings.put(SinkSettings.PASSWORD, "hush");
        Map<String, String> errors = errors();
        assertEquals(List.of(SinkSettings.URL), List.copyOf(errors.keySet()));
        assertFalse(errors.toString().contains("hush"));
    }

    @Test
    void everySettingIsExplainedAndThePasswordIsASecret() {
        for (ConfigKey key : new LimosaSinkConnector().config().configKeys().values()) {
            assertTrue(key.documentation.length() > 20, key.name);
            assertTrue(key.displayName.length() > 0, key.name);
            assertEquals(key.name.contains("password") ? Type.PASSWORD : key.type, key.type);
        }
    }

    /** Setting → what Connect would show under it. */
    private Map<String, String> errors() {
        Map<String, String> errors = new TreeMap<>();
        for (ConfigValue value : new LimosaSinkConnector().validate(settings).configValues()) {
            if (!value.errorMessages().isEmpty()) {
                errors.merge(value.name(), String.join("; ", value.errorMessages()), (a, b) -> a + "; " + b);
            }
        }
        return errors;
    }
}
