package dev.limosa.check;

import dev.limosa.topics.TopicNames;
import dev.limosa.topics.TopicSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cluster's access lists let this user do what the stages do. A cluster without any lets everyone do
 * everything, and says so in the same words.
 */
final class KafkaPermissions {

    private final Admin admin;
    private final String migration;
    private final Findings out;

    KafkaPermissions(Admin admin, String migration, Findings out) {
        this.admin = admin;
        this.migration = migration;
        this.out = out;
    }

    void run(List<TopicSpec> topics, int generation) throws InterruptedException {
        List<String> missing = topics(topics.stream().map(TopicSpec::name).toList(), generation);
        create(missing);
        groups(generation);
        transactions();
        out.okIfNothing(CheckId.KF_307, "topics, groups and transactions are allowed");
    }

    /** @return those that are not there */
    private List<String> topics(List<String> topics, int generation) throws InterruptedException {
        String outputs = migration + ".g" + generation + ".";
        Map<String, List<String>> lacking = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        var described = admin.describeTopics(topics, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : described.entrySet()) {
            try {
                Set<AclOperation> allowed = topic.getValue().get().authorizedOperations();
                wanted(topic.getKey().startsWith(outputs)).stream()
                        .filter(operation -> !has(allowed, operation))
                        .forEach(operation -> add(lacking, operation, topic.getKey()));
            } catch (ExecutionException e) {
                if (isRefusal(e)) {
                    add(lacking, AclOperation.DESCRIBE, topic.getKey());
                } else {
                    missing.add(topic.getKey());
                }
            }
        }
        lacking.forEach((operation, of) -> lack(operation, "topic", of));
        return missing;
    }

    /** What is in the target is deleted from output topics. */
    private static Set<AclOperation> wanted(boolean output) {
        return output
                ? EnumSet.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE)
                : EnumSet.of(AclOperation.READ, AclOperation.WRITE);
    }

    private static void add(Map<String, List<String>> lacking, AclOperation operation, String topic) {
        lacking.computeIfAbsent(operation.name(), o -> new ArrayList<>()).add(topic);
    }

    /** Null if the broker does not tell; then nothing is known to be lacking. */
    private static boolean has(@Nullable Set<AclOperation> allowed, AclOperation operation) {
        return allowed == null || allowed.contains(operation);
    }

    private static boolean isRefusal(ExecutionException e) {
        if (e.getCause() instanceof TimeoutException silent) {
            throw silent;
        }
        return e.getCause() instanceof AuthorizationException;
    }

    /** As if they were made: the brokers check all of it, and make none. */
    private void create(List<String> missing) throws InterruptedException {
        List<String> refused = new ArrayList<>();
        List<NewTopic> topics = missing.stream()
                .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                .toList();
        for (Map.Entry<String, KafkaFuture<Void>> made : admin.createTopics(
                        topics, new CreateTopicsOptions().validateOnly(true))
                .values()
                .entrySet()) {
            try {
                made.getValue().get();
            } catch (ExecutionException e) {
                // What else may be in the way of a topic is the other checks' part.
                if (isRefusal(e)) {
                    refused.add(made.getKey());
                }
            }
        }
        if (!refused.isEmpty()) {
            lack(AclOperation.CREATE.name(), "topic", refused);
        }
    }

    private void groups(int generation) throws InterruptedException {
        TopicNames names = new TopicNames(migration);
        List<String> groups =
                List.of(names.captureGroup(), names.transformApplication(generation), names.sinkGroup(generation));
        List<String> lacking = new ArrayList<>();
        for (var group : admin.describeConsumerGroups(
                        groups, new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .entrySet()) {
            try {
                if (!has(group.getValue().get().authorizedOperations(), AclOperation.READ)) {
                    lacking.add(group.getKey());
                }
            } catch (ExecutionException e) {
                // A group that is not there yet is told as such, and only to those who may see it.
                if (isRefusal(e)) {
                    lacking.add(group.getKey());
                }
            }
        }
        if (!lacking.isEmpty()) {
            lack(AclOperation.READ.name(), "group", lacking);
        }
    }

    /**
     * Nobody tells whether WRITE is allowed, but who may write may describe. Streams' own are named after its group.
     */
    private void transactions() throws InterruptedException {
        String id = new TopicNames(migration).captureTransactionalId();
        try {
            admin.describeTransactions(List.of(id)).description(id).get();
        } catch (ExecutionException e) {
            if (isRefusal(e)) {
                lack(AclOperation.WRITE.name(), "transactional-id", List.of(id));
            }
        }
    }

    private void lack(String operation, String kind, List<String> names) {
        boolean deletes = operation.equals(AclOperation.DELETE.name());
        String reason = "expected this user to have " + operation + " on " + Text.count(names.size(), kind, kind + "s")
                + ", found it missing: " + Text.names(names);
        Fix fix = Fix.byHand("kafka-acls.sh --bootstrap-server … --add --allow-principal User:… --operation "
                + operation + " --resource-pattern-type prefixed --" + kind + " " + migration);
        if (deletes) {
            out.warn(
                    CheckId.KF_307,
                    operation,
                    reason + "; what is in the target already would stay in the output topics",
                    fix);
        } else {
            out.fail(CheckId.KF_307, operation, reason, fix);
        }
    }
}
