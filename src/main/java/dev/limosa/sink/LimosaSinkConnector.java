package dev.limosa.sink;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * Writes the output topics of one generation into the target, for those who run a Connect cluster. What it needs of the
 * worker (bytes as they are, committed records only) is checked before a task starts.
 */
public final class LimosaSinkConnector extends SinkConnector {

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> given) {
        SinkSettings.of(given);
        properties = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LimosaSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return SinkSettings.DEFINITION;
    }

    /** Also looks into the target: a topic that is left out would be a table that never arrives. */
    @Override
    public Config validate(Map<String, String> given) {
        return new ConnectorCheck(given).complete(super.validate(given));
    }

    @Override
    public String version() {
        String version = LimosaSinkConnector.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
