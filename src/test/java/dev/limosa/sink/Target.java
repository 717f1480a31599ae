package dev.limosa.sink;

import dev.limosa.change.ApplyMode;
import dev.limosa.change.Column;
import dev.limosa.change.Constraint;
import dev.limosa.change.Constraint.Kind;
import dev.limosa.change.SinkTable;
import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SinkTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A target database of its own, with the tables of generation 1. */
final class Target implements AutoCloseable {

    final DatabaseConfig database = PostgresFixture.freshDatabase();
    final Connection connection = Databases.connect(database, "test");
    final OutputTopic.Source source = new OutputTopic.Source();

    /** How many bytes of rows an ordered group keeps in memory. */
    long orderedMemory = 1 << 20;

    Target() throws SQLException {}

    /** A table (id bigint, v text) whose rows come through two partitions of its own topic. */
    OutputTopic parallelTable(String name) throws Exception {
        execute("CREATE TABLE " + name + " (id bigint PRIMARY KEY, v text)");
        return register(table(name, ApplyMode.PARALLEL, List.of(new Column("v", "text", true)), List.of()));
    }

    /** An ordered group: parents with a unique value of that type, and the children that refer to them. */
    Group group(String uniqueType) throws SQLException {
        execute("CREATE TABLE parent (id bigint PRIMARY KEY, u " + uniqueType + ")");
        execute("CREATE TABLE child (id bigint PRIMARY KEY, parent_id bigint)");
        OutputTopic parents = register(table(
                "parent",
                ApplyMode.ORDERED,
                List.of(new Column("u", uniqueType, true)),
                List.of(unique("parent_u", "ALTER TABLE parent ADD CONSTRAINT parent_u UNIQUE (u)"))));
        OutputTopic children = register(table(
                "child",
                ApplyMode.ORDERED,
                List.of(new Column("parent_id", "bigint", true)),
                List.of(foreignKey(
                        "child_parent",
                        true,
                        "ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent"
                                + " DEFERRABLE INITIALLY DEFERRED"))));
        return new Group(parents, children);
    }

    record Group(OutputTopic parents, OutputTopic children) {}

    static SinkTable table(String name, ApplyMode apply, List<Column> columns, List<Constraint> constraints) {
        List<Column> all = new java.util.ArrayList<>(List.of(new Column("id", "bigint", false)));
        all.addAll(columns);
        TableId id = new TableId("public", name);
        String output = apply == ApplyMode.ORDERED ? "m.g1.-ordered.group" : "m.g1.public." + name;
        return new SinkTable(id, id, "m.public." + name, 2, output, apply, all, List.of("id"), constraints, "f1");
    }

    static Constraint unique(String name, String create) {
        return new Constraint(name, Kind.UNIQUE, false, create);
    }

    static Constraint foreignKey(String name, boolean checkedAtCommit, String create) {
        return new Constraint(name, Kind.FOREIGN_KEY, checkedAtCommit, create);
    }

    OutputTopic register(SinkTable table) throws SQLException {
        SinkTables.register(connection, "m", 1, table, "", "");
        return new OutputTopic(table, source);
    }

    /** A task that has the given partitions of a topic. */
    TaskUnderTest task(String topic, int... partitions) {
        return new TaskUnderTest(properties(), source, topic, partitions);
    }

    Map<String, String> properties() {
        return new SinkSettings("m", 1, database, orderedMemory).toProperties();
    }

    void execute(String sql) throws SQLException {
        PostgresFixture.execute(connection, sql);
    }

    List<String> rows(String sql) throws SQLException {
        return PostgresFixture.rows(connection, sql);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
