package dev.limosa.check;

import java.util.List;

/**
 * One thing that is wrong, and what must be said of it.
 *
 * @param source statements that make it so in the source; {@code target} likewise
 * @param tables the lines under {@code tables:}
 * @param findings what must be found: {@code PG-104} or {@code TB-203 public.t}; all failures, and the warnings meant
 * @param says a part of the reason or the fix of the first of them
 */
record BadInput(
        String name, List<String> source, List<String> target, String tables, List<String> findings, String says) {

    static BadInput source(String name, String sql, String tables, String finding, String says) {
        return new BadInput(name, List.of(sql), List.of(), tables, List.of(finding), says);
    }

    static BadInput target(String name, String sourceSql, String targetSql, String finding, String says) {
        return new BadInput(
                name, List.of(sourceSql), List.of(targetSql), "[{table: public.t}]", List.of(finding), says);
    }

    @Override
    public String toString() {
        return name;
    }

    /** The name of one that older servers can't have. */
    static final String SINCE_15 = "a publication of some rows";

    private static final String T = "CREATE TABLE t (id int PRIMARY KEY, v varchar(9));";
    private static final String LIST = "[{table: public.t}]";

    /** All of one source and one target database, each of which is made for one of them alone. */
    static final List<BadInput> ALL = List.of(
            source(
                    "a typo in a table's name",
                    T,
                    "[{table: public.tt}]",
                    "TB-201 public.tt",
                    "did you mean 'public.t'?"),
            source("a view", T + "CREATE VIEW w AS TABLE t", "[{table: public.w}]", "TB-202 public.w", "found a view"),
            source(
                    "a materialized view",
                    T + "CREATE MATERIALIZED VIEW w AS TABLE t",
                    "[{table: public.w}]",
                    "TB-202 public.w",
                    "a materialized view"),
            source(
                    "a foreign table",
                    "CREATE FOREIGN DATA WRAPPER none; CREATE SERVER s FOREIGN DATA WRAPPER none;"
                            + "CREATE FOREIGN TABLE t (id int) SERVER s",
                    LIST,
                    "TB-202 public.t",
                    "a foreign table"),
            source("an unlogged table", T + "ALTER TABLE t SET UNLOGGED", LIST, "TB-202 public.t", "an unlogged table"),
            source(
                    "Limosa's own",
                    "CREATE SCHEMA limosa; CREATE TABLE limosa.x (id int PRIMARY KEY)",
                    "[{table: limosa.x}]",
                    "TB-202 limosa.x",
                    "one of Limosa's own"),
            source(
                    "a partition beside its root",
                    "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id);"
                            + "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                    "[{table: public.t}, {table: public.t0}]",
                    "TB-202 public.t0",
                    "whose rows would come twice"),
            source(
                    "partitions",
                    "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id);"
                            + "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0)",
                    LIST,
                    "TB-211 public.t",
                    "TRUNCATE of a single partition is not seen"),
            source(
                    "no primary key",
                    "CREATE TABLE t (id int)",
                    LIST,
                    "TB-203 public.t",
                    "delete the line '- table: public.t'"),
            source(
                    "a deferrable primary key",
                    "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE)",
                    LIST,
                    "TB-203 public.t",
                    "found it DEFERRABLE"),
            source(
                    "identity nothing",
                    T + "ALTER TABLE t REPLICA IDENTITY NOTHING",
                    LIST,
                    "TB-204 public.t",
                    "REPLICA IDENTITY DEFAULT"),
            source(
                    "identity of another index",
                    T + "ALTER TABLE t ALTER v SET NOT NULL; CREATE UNIQUE INDEX u ON t (v);"
                            + "ALTER TABLE t REPLICA IDENTITY USING INDEX u",
                    LIST,
                    "TB-204 public.t",
                    "USING INDEX of another key"),
            source(
                    "identity nothing on a partition",
                    "CREATE TABLE t (id int PRIMARY KEY) PARTITION BY HASH (id);"
                            + "CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 1, REMAINDER 0);"
                            + "ALTER TABLE t0 REPLICA IDENTITY NOTHING",
                    LIST,
                    "TB-204 public.t0",
                    "NOTHING"),
            source(
                    "large values",
                    "CREATE TABLE t (id int PRIMARY KEY, v text)",
                    LIST,
                    "TB-205 public.t",
                    "REPLICA IDENTITY FULL"),
            source(
                    "a type that can't be read back",
                    "CREATE TABLE t (id int PRIMARY KEY, a aclitem)",
                    LIST,
                    "TB-206 public.t.a",
                    "- drop: [a]"),
            source(
                    "a generated column",
                    "CREATE TABLE t (id int PRIMARY KEY, g int GENERATED ALWAYS AS (id + 1) STORED)",
                    LIST,
                    "TB-207 public.t",
                    "not copied"),
            source(
                    "children",
                    T + "CREATE TABLE t1 () INHERITS (t); CREATE TABLE t2 () INHERITS (t1)",
                    LIST,
                    "TB-209 public.t",
                    "public.t1, public.t2"),
            source(
                    "a foreign key to a table that is not migrated",
                    T + "CREATE TABLE u (id int PRIMARY KEY REFERENCES t)",
                    "[{table: public.u}]",
                    "TB-210 public.u",
                    "u_id_fkey"),
            source("a transform of no column", T, "[{table: public.t, transforms: [{trim: [w]}]}]", "CF-002", "w"),
            source(
                    "another publication's tables",
                    T + "CREATE TABLE u (id int PRIMARY KEY); CREATE PUBLICATION limosa_check FOR TABLE u",
                    LIST,
                    "PG-107 limosa_check",
                    "DROP PUBLICATION"),
            source(
                    SINCE_15,
                    "CREATE SCHEMA limosa; CREATE TABLE limosa.watermark (id int PRIMARY KEY);"
                            + "CREATE TABLE limosa.signal (id int PRIMARY KEY);" + T
                            + "CREATE PUBLICATION limosa_check FOR TABLE t WHERE (id > 1), limosa.watermark, limosa.signal"
                            + " WITH (publish_via_partition_root = true)",
                    LIST,
                    "PG-107 limosa_check",
                    "found a column list or a row filter"),
            source(
                    "a publication of inserts alone",
                    "CREATE SCHEMA limosa; CREATE TABLE limosa.watermark (id int PRIMARY KEY);"
                            + "CREATE TABLE limosa.signal (id int PRIMARY KEY);" + T
                            + "CREATE PUBLICATION limosa_check FOR TABLE t, limosa.watermark, limosa.signal WITH (publish = 'insert')",
                    LIST,
                    "PG-107 limosa_check",
                    "found some switched off"),
            source(
                    "statistics of no column",
                    T,
                    "[{table: public.t, statistics: {from: w}}]",
                    "CF-002",
                    "expected 'from' to name a column of the target, found 'w'"),
            new BadInput(
                    "rows where terms are to be counted",
                    List.of(T),
                    List.of(
                            "CREATE TABLE t_terms (language text, term text, documents bigint, PRIMARY KEY (language, term));"
                                    + "INSERT INTO t_terms VALUES ('', 'x', 1)"),
                    "[{table: public.t, statistics: {from: v}}]",
                    List.of("TG-505 public.t_terms"),
                    "found rows"),
            target("rows in the target", T, T + "INSERT INTO t VALUES (1)", "TG-505 public.t", "found rows"),
            target(
                    "a view in the target",
                    T,
                    "CREATE VIEW t AS SELECT 1",
                    "TG-505 public.t",
                    "another kind of relation"),
            target("a column too few", T, "CREATE TABLE t (id int PRIMARY KEY)", "TG-506 public.t.v", "ADD COLUMN"),
            target(
                    "another type",
                    T,
                    "CREATE TABLE t (id int PRIMARY KEY, v varchar(3))",
                    "TG-506 public.t.v",
                    "open rows"),
            target(
                    "a generated column in the target",
                    T,
                    "CREATE TABLE t (id int PRIMARY KEY, v varchar(9) GENERATED ALWAYS AS ('x') STORED)",
                    "TG-506 public.t.v",
                    "generated"),
            target(
                    "another key",
                    T,
                    "CREATE TABLE t (id int, v varchar(9) PRIMARY KEY)",
                    "TG-506 public.t",
                    "primary key over id"),
            target(
                    "a column nobody fills",
                    T,
                    "CREATE TABLE t (id int PRIMARY KEY, v varchar(9), w int NOT NULL)",
                    "TG-506 public.t.w",
                    "DROP NOT NULL"),
            target(
                    "a constraint that is there",
                    T + "ALTER TABLE t ADD CONSTRAINT u UNIQUE (v)",
                    T + "ALTER TABLE t ADD CONSTRAINT u UNIQUE (v)",
                    "TG-506 public.t.u",
                    "DROP CONSTRAINT"),
            target(
                    "a trigger",
                    T,
                    T
                            + "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                    "TG-507 public.t",
                    "DISABLE TRIGGER USER"),
            target(
                    "a rule",
                    T,
                    T + "CREATE RULE r AS ON INSERT TO t DO INSTEAD NOTHING",
                    "TG-507 public.t",
                    "rules rewrite"),
            target(
                    "a type that is missing",
                    "CREATE EXTENSION citext; CREATE TABLE t (id int PRIMARY KEY, p citext)",
                    "SELECT 1",
                    "TG-508 public.citext",
                    "CREATE EXTENSION"),
            target(
                    "other labels",
                    "CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (id int PRIMARY KEY, m mood)",
                    "CREATE TYPE mood AS ENUM ('ok', 'sad')",
                    "TG-508 public.mood",
                    "ALTER TYPE"),
            target(
                    "another migration's table",
                    T,
                    T + "CREATE SCHEMA limosa; CREATE TABLE limosa.sink_table (migration text, target_schema text,"
                            + " target_name text); INSERT INTO limosa.sink_table VALUES ('other', 'public', 't')",
                    "TG-509 public.t",
                    "migration 'other'"));

    private static final String MAY_CREATE = "DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO limosa_guest',"
            + " current_database()); END $$;";

    /** What the role {@code limosa_guest} lacks; it may log in and has nothing else but what the statements give. */
    static final List<BadInput> OF_A_ROLE = List.of(
            new BadInput(
                    "a role with nothing",
                    List.of(T),
                    List.of(),
                    LIST,
                    List.of(
                            "PG-105",
                            "PG-106",
                            "PG-107",
                            "PG-107 public.t",
                            "TB-208 public.t",
                            "TG-504 schema limosa",
                            "TG-504 schema public"),
                    "REPLICATION"),
            new BadInput(
                    "a role that lost SELECT",
                    List.of(
                            MAY_CREATE + T
                                    + "ALTER ROLE limosa_guest REPLICATION; CREATE SCHEMA limosa AUTHORIZATION limosa_guest;"
                                    + "CREATE TABLE limosa.watermark (id int PRIMARY KEY);"
                                    + "CREATE TABLE limosa.signal (id int PRIMARY KEY);"
                                    + "GRANT SELECT, INSERT, UPDATE ON limosa.watermark TO limosa_guest;"
                                    + "CREATE PUBLICATION limosa_check FOR TABLE t, limosa.watermark, limosa.signal WITH (publish_via_partition_root = true)"),
                    List.of(MAY_CREATE + T
                            + "CREATE SCHEMA limosa AUTHORIZATION limosa_guest; ALTER TABLE t OWNER TO limosa_guest"),
                    LIST,
                    List.of("TB-208 public.t"),
                    "GRANT SELECT ON \"public\".\"t\" TO limosa_guest"),
            new BadInput(
                    "row-level security",
                    List.of(
                            MAY_CREATE + T
                                    + "ALTER ROLE limosa_guest REPLICATION; CREATE SCHEMA limosa AUTHORIZATION limosa_guest;"
                                    + "CREATE TABLE limosa.watermark (id int PRIMARY KEY);"
                                    + "CREATE TABLE limosa.signal (id int PRIMARY KEY);"
                                    + "GRANT SELECT, INSERT, UPDATE ON limosa.watermark TO limosa_guest; GRANT SELECT ON t TO limosa_guest;"
                                    + "ALTER TABLE t ENABLE ROW LEVEL SECURITY;"
                                    + "CREATE PUBLICATION limosa_check FOR TABLE t, limosa.watermark, limosa.signal WITH (publish_via_partition_root = true)"),
                    List.of(MAY_CREATE + T
                            + "CREATE SCHEMA limosa AUTHORIZATION limosa_guest; ALTER TABLE t OWNER TO limosa_guest"),
                    LIST,
                    List.of("TB-208 public.t"),
                    "BYPASSRLS"));
}
