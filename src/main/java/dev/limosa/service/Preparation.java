package dev.limosa.service;

import dev.limosa.config.MigrationConfig;
import dev.limosa.control.PlanState;
import dev.limosa.generation.GenerationPlan;
import dev.limosa.generation.IdentityCheck;
import dev.limosa.generation.TargetPreparation;
import dev.limosa.jdbc.Databases;
import dev.limosa.topics.KafkaClients;
import dev.limosa.topics.TopicProvisioner;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.clients.admin.Admin;

/** Makes source, target and Kafka ready for the stages, or finds that they are. */
final class Preparation {

    private final MigrationConfig config;

    Preparation(MigrationConfig config) {
        this.config = config;
    }

    /** @param state was read before the plan was made */
    record Prepared(PlanState state, GenerationPlan plan) {}

    /** @throws dev.limosa.config.RefusedException if what is there was made for something else */
    Prepared run() throws SQLException, InterruptedException {
        return new SteadyPlan(this::planState).look(state -> new Prepared(state, plan()));
    }

    /** Before anything is there the plan can't have changed. */
    PlanState planState() throws SQLException {
        try (Connection target = Databases.connect(config.target(), "limosa preparation")) {
            return PlanState.read(target, config.migration());
        }
    }

    private GenerationPlan plan() throws SQLException, InterruptedException {
        try (Connection source = Databases.connect(config.source(), "limosa preparation");
                Connection target = Databases.connect(config.target(), "limosa preparation");
                Admin admin = new KafkaClients(config.kafka()).admin()) {
            IdentityCheck identity = new IdentityCheck(config, source, target, admin);
            identity.refuseAnother();
            GenerationPlan plan = MigrationPlan.of(AddedTables.with(config, target), source);
            identity.claimDatabases();
            new TargetPreparation(target, plan).prepare();
            new TopicProvisioner(admin).provision(plan.topics());
            identity.claimTopic();
            return plan;
        }
    }
}
