package dev.limosa.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.KafkaConfig;
import dev.limosa.demo.EmbeddedKafka;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class KafkaPermissionsIT {

    private static final List<TopicSpec> TOPICS = List.of(
            TopicSpec.history("shop.s.a", 1),
            TopicSpec.output("shop.g1.s.a", 1),
            TopicSpec.position("shop.position"),
            TopicSpec.history("shop.s.b", 1));

    @Test
    void whatAccessListsDoNotAllowIsToldWithTheCommandThatAllowsIt() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(Map.of(
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true"));
                Admin admin = new KafkaClients(new KafkaConfig(kafka.bootstrapServers(), Map.of())).admin()) {
            List<String> there = List.of("shop.s.a", "shop.g1.s.a", "shop.position");
            admin.createTopics(there.stream()
                            .map(name -> new NewTopic(name, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
            assertEquals(Level.OK, one(look(admin)).level());
            admin.createAcls(List.of(
                            allow(ResourceType.TOPIC, "*"),
                            allow(ResourceType.GROUP, "*"),
                            allow(ResourceType.TRANSACTIONAL_ID, "*"),
                            allow(ResourceType.CLUSTER, "kafka-cluster"),
                            // Who may create topics in the cluster may create any.
                            deny(ResourceType.CLUSTER, "kafka-cluster", AclOperation.CREATE),
                            deny(ResourceType.TOPIC, "shop.s.a", AclOperation.WRITE),
                            deny(ResourceType.TOPIC, "shop.g1.s.a", AclOperation.DELETE),
                            deny(ResourceType.TOPIC, "shop.position", AclOperation.DESCRIBE),
                            deny(ResourceType.TOPIC, "shop.s.b", AclOperation.CREATE),
                            deny(ResourceType.GROUP, "shop-g1-sink", AclOperation.DESCRIBE),
                            deny(ResourceType.TRANSACTIONAL_ID, "shop-capture", AclOperation.DESCRIBE)))
                    .all()
                    .get();
            Map<String, String> expected = Map.of(
                    "FAIL WRITE", "shop.s.a",
                    "WARN DELETE", "shop.g1.s.a",
                    "FAIL DESCRIBE", "shop.position",
                    "FAIL CREATE", "shop.s.b",
                    "FAIL READ", "shop-g1-sink",
                    "FAIL WRITE transaction", "shop-capture");
            // The broker learns of lists a moment after they are made.
            List<Finding> found = look(admin);
            for (int i = 0; found.size() < expected.size() && i < 200; i++) {
                Thread.sleep(50);
                found = look(admin);
            }
            assertEquals(expected.size(), found.size(), found.toString());
            for (Map.Entry<String, String> lacking : expected.entrySet()) {
                String[] words = lacking.getKey().split(" ");
                assertTrue(
                        found.stream()
                                .anyMatch(f -> f.level() == Level.valueOf(words[0])
                                        && f.object().equals(words[1])
                                        && f.reason().contains(lacking.getValue())
                                        && f.fix() != null
                                        && f.fix().command().contains("kafka-acls.sh")),
                        lacking + " in " + found);
            }
        }
    }

    private static Finding one(List<Finding> found) {
        assertEquals(1, found.size(), found::toString);
        return found.get(0);
    }

    private static List<Finding> look(Admin admin) throws Exception {
        Findings out = new Findings();
        new KafkaPermissions(admin, "shop", out).run(TOPICS, 1);
        return out.all();
    }

    private static AclBinding deny(ResourceType type, String name, AclOperation operation) {
        return entry(type, name, operation, AclPermissionType.DENY);
    }

    /** With the first list of a resource, what is not on one is no longer allowed. */
    private static AclBinding allow(ResourceType type, String name) {
        return entry(type, name, AclOperation.ALL, AclPermissionType.ALLOW);
    }

    private static AclBinding entry(ResourceType type, String name, AclOperation operation, AclPermissionType kind) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", operation, kind));
    }
}
