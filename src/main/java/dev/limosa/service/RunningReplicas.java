package dev.limosa.service;

import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.config.RefusedException;
import dev.limosa.jdbc.Query;
import dev.limosa.status.Units;
import dev.limosa.topics.GroupSession;
import dev.limosa.topics.TopicNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;

/** Whether replicas of a migration run anywhere, told by what they hold: the slot, and places in Kafka's groups. */
final class RunningReplicas {

    private final MigrationConfig config;
    private final Admin admin;
    private final Connection source;

    RunningReplicas(MigrationConfig config, Admin admin, Connection source) {
        this.config = config;
        this.admin = admin;
        this.source = source;
    }

    /** @param what is to be done, as in "add a table" */
    void refuse(String what) throws SQLException, ExecutionException, InterruptedException {
        List<String> signs = signs();
        if (!signs.isEmpty()) {
            throw new RefusedException("cannot " + what + " while replicas of migration '" + config.migration()
                    + "' run: " + String.join(", ", signs) + "; " + advice(config.kafka()));
        }
    }

    static String advice(KafkaConfig kafka) {
        return "stop them all (one that was killed is gone after "
                + Units.seconds(GroupSession.of(kafka).timeoutMs() / 1000.0) + ")";
    }

    /** What tells that there are some; empty if none runs. */
    List<String> signs() throws SQLException, ExecutionException, InterruptedException {
        List<String> signs = new ArrayList<>();
        String slot = config.capture().slot();
        if (Query.is(source, "SELECT active FROM pg_replication_slots WHERE slot_name = ?", slot)) {
            signs.add("slot " + slot + " is active");
        }
        members().forEach((group, members) -> signs.add("group " + group + " has " + members + " members"));
        return signs;
    }

    boolean haveMembers() throws ExecutionException, InterruptedException {
        return !members().isEmpty();
    }

    /** Group → how many members it has; those without any left out. */
    private Map<String, Integer> members() throws ExecutionException, InterruptedException {
        Map<String, Integer> members = new TreeMap<>();
        admin.describeConsumerGroups(groups()).all().get().forEach((group, description) -> {
            if (!description.members().isEmpty()) {
                members.put(group, description.members().size());
            }
        });
        return members;
    }

    /** The migration's groups that Kafka knows. */
    List<String> groups() throws ExecutionException, InterruptedException {
        TopicNames names = new TopicNames(config.migration());
        List<String> ours = List.of(
                names.captureGroup(),
                names.transformApplication(MigrationPlan.GENERATION),
                names.sinkGroup(MigrationPlan.GENERATION));
        return admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                .map(GroupListing::groupId)
                .filter(ours::contains)
                .sorted()
                .toList();
    }
}
