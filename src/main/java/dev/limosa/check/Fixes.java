package dev.limosa.check;

import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Carries out fixes: the safe ones, and those that are asked for by their code. */
public final class Fixes {

    /** Nobody's statement may wait for long behind one that waits for a table. */
    private static final String PATIENCE = "SET lock_timeout = '2s'";

    private final MigrationConfig config;

    public Fixes(MigrationConfig config) {
        this.config = config;
    }

    /**
     * Returns the commands that were carried out, in order.
     *
     * @param asked codes such as {@code TB-205}; the safe fixes are done in any case
     */
    public List<String> apply(Report report, Set<String> asked) throws SQLException, InterruptedException {
        List<String> done = new ArrayList<>();
        for (Finding finding : report.findings()) {
            Fix fix = finding.fix();
            if (fix == null || fix.action() == null) {
                continue;
            }
            if (fix.safe() || asked.contains(finding.id().code())) {
                apply(fix.action());
                done.add(finding.id().code() + " " + fix.command());
            }
        }
        return done;
    }

    private void apply(Fix.Action action) throws SQLException, InterruptedException {
        if (action instanceof Fix.OnSource statements) {
            onSource(statements.statements());
        } else if (action instanceof Fix.TopicSetting setting) {
            onTopic(setting);
        }
    }

    private void onSource(List<String> statements) throws SQLException {
        try (Connection source = Databases.connect(config.source(), "limosa check --fix");
                Statement statement = source.createStatement()) {
            statement.execute(PATIENCE);
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private void onTopic(Fix.TopicSetting setting) throws InterruptedException {
        try (Admin admin = new KafkaClients(config.kafka()).admin()) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, setting.topic());
            AlterConfigOp set =
                    new AlterConfigOp(new ConfigEntry(setting.key(), setting.value()), AlterConfigOp.OpType.SET);
            KafkaProbe.get(
                    admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all());
        }
    }
}
