package dev.limosa.check;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.jdbc.OwnTables;
import dev.limosa.jdbc.PublicationCatalog;
import dev.limosa.jdbc.Query;
import dev.limosa.jdbc.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What capture needs on the source: its publication, its slot, and WAL that is kept long enough. */
final class CaptureChecks {

    /** Column lists and row filters came with PostgreSQL 15; before, the row has no such fields. */
    private static final String PARTIAL =
            """
            SELECT EXISTS (SELECT FROM pg_publication_rel r JOIN pg_publication p ON p.oid = r.prpubid
                           WHERE p.pubname = ? AND (to_jsonb(r) ->> 'prqual' IS NOT NULL
                                                    OR to_jsonb(r) ->> 'prattrs' IS NOT NULL))
            """;

    private static final String SLOT =
            """
            SELECT plugin, database = current_database(), active_pid, coalesce(wal_status, ''),
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)
            FROM pg_replication_slots WHERE slot_name = ?
            """;

    private static final String OPEN =
            """
            SELECT 'transaction of process ' || pid || coalesce(' (' || usename || ')', '') || ', open for '
                   || extract(epoch FROM clock_timestamp() - xact_start)::bigint || ' s',
                   'wait for it, or SELECT pg_terminate_backend(' || pid || ');'
            FROM pg_stat_activity
            WHERE backend_xid IS NOT NULL AND xact_start < clock_timestamp() - interval '5 seconds'
            UNION ALL
            SELECT 'prepared transaction ' || quote_literal(gid) || ' (' || owner || ')',
                   'COMMIT PREPARED ' || quote_literal(gid) || '; or ROLLBACK PREPARED ' || quote_literal(gid) || ';'
            FROM pg_prepared_xacts
            """;

    private final MigrationConfig config;
    private final Connection source;
    private final Progress progress;
    private final boolean begun;
    private final Findings out;

    private record Slot(String plugin, boolean here, @Nullable Integer pid, String walStatus, double kept) {}

    CaptureChecks(MigrationConfig config, Connection source, Progress progress, Findings out)
            throws InterruptedException {
        this.config = config;
        this.source = source;
        this.progress = progress;
        this.begun = progress.captured();
        this.out = out;
    }

    void run(Collection<SourceTable> tables) throws SQLException {
        // The slot is made after the publication, and looked at before it.
        List<Slot> slots = Query.list(
                source,
                SLOT,
                row -> new Slot(
                        row.getString(1),
                        row.getBoolean(2),
                        (Integer) row.getObject(3),
                        row.getString(4),
                        row.getDouble(5)),
                config.capture().slot());
        boolean published = publicationExists();
        if (published) {
            publication();
        } else {
            publicationToMake(tables);
        }
        if (slots.isEmpty()) {
            slotToMake();
        } else {
            slot(slots.get(0), published);
        }
        senders(slots);
        keptWal(slots);
        idleSlots();
    }

    private boolean publicationExists() throws SQLException {
        return PublicationCatalog.exists(source, config.capture().publication());
    }

    private void publication() throws SQLException {
        String name = config.capture().publication();
        TreeSet<TableId> found = new TreeSet<>(PublicationCatalog.tables(source, name));
        TreeSet<TableId> expected = expected();
        if (!found.equals(expected)) {
            out.fail(CheckId.PG_107, name, "expected tables " + expected + ", found " + found, otherTables(name));
        }
        if (Query.is(source, PARTIAL, name)) {
            out.fail(
                    CheckId.PG_107,
                    name,
                    "expected whole tables, found a column list or a row filter",
                    otherTables(name));
        }
        boolean whole = Query.is(
                source,
                "SELECT pubinsert AND pubupdate AND pubdelete AND pubtruncate AND pubviaroot FROM pg_publication"
                        + " WHERE pubname = ?",
                name);
        if (!whole) {
            out.fail(
                    CheckId.PG_107,
                    name,
                    "expected it to publish inserts, updates, deletes and truncates, by the partitions' root; found"
                            + " some switched off",
                    "ALTER PUBLICATION " + Sql.quote(name)
                            + " SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = true);");
        }
        out.okIfNothing(
                CheckId.PG_107, "'" + name + "' holds the " + config.tables().size() + " tables");
    }

    /** What runs already can't change its tables; what nobody has read from yet may be given the right ones. */
    private Fix otherTables(String name) {
        if (begun) {
            return Fix.byHand("take a new table in by limosa table add; or put the tables back, or begin another"
                    + " migration with a name of its own");
        }
        String drop = "DROP PUBLICATION " + Sql.quote(name) + ";";
        return Fix.ifAsked(
                drop,
                "whoever else reads from this publication stops; it is made anew with the first run",
                new Fix.OnSource(List.of(drop)));
    }

    private TreeSet<TableId> expected() {
        return OwnTables.with(config.tables().stream().map(TableConfig::table).toList());
    }

    private void publicationToMake(Collection<SourceTable> tables) throws SQLException {
        if (begun) {
            out.fail(
                    CheckId.PG_107,
                    config.capture().publication(),
                    "expected the publication this migration began with, found none: what was changed since is lost",
                    "begin another migration with a name of its own");
        }
        if (!Query.is(source, "SELECT has_database_privilege(current_database(), 'CREATE')")) {
            String role = Query.text(source, "SELECT quote_ident(current_user)");
            out.fail(
                    CheckId.PG_107,
                    "",
                    "expected role " + role + " to be able to make a publication, found it can't",
                    "GRANT CREATE ON DATABASE " + Query.text(source, "SELECT quote_ident(current_database())") + " TO "
                            + role + ";");
        }
        for (SourceTable table : tables) {
            if (table.isTable() && !table.owned()) {
                notOwned(table);
            }
        }
        out.okIfNothing(CheckId.PG_107, "'" + config.capture().publication() + "' will be made");
    }

    private void notOwned(SourceTable table) throws SQLException {
        out.fail(
                CheckId.PG_107,
                table.id().toString(),
                "expected to own the table, since only its owner may publish it; its owner is " + table.owner(),
                "GRANT " + Sql.quote(table.owner()) + " TO " + Query.text(source, "SELECT quote_ident(current_user)")
                        + ";");
    }

    private void slotToMake() throws SQLException {
        String name = config.capture().slot();
        if (begun) {
            out.fail(
                    CheckId.PG_108,
                    name,
                    "expected the slot this migration began with, found none: what was changed since is lost",
                    "begin another migration with a name of its own");
        } else {
            out.ok(CheckId.PG_108, "'" + name + "' will be made");
        }
        long free = Query.one(
                source,
                "SELECT current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)",
                row -> row.getLong(1));
        if (free < 1) {
            out.fail(
                    CheckId.PG_109,
                    "",
                    "expected a free replication slot, found all " + Query.text(source, "SHOW max_replication_slots")
                            + " taken",
                    "SELECT pg_drop_replication_slot('…'); for one nobody uses, or raise max_replication_slots and"
                            + " restart PostgreSQL");
        }
        out.okIfNothing(CheckId.PG_109, Text.count(free, "slot is free", "slots are free"));
        openTransactions();
    }

    /** A new slot begins where no transaction that began before it is open any more. */
    private void openTransactions() throws SQLException {
        Query.list(source, OPEN, row -> List.of(row.getString(1), row.getString(2)))
                .forEach(open -> out.warn(
                        CheckId.PG_113,
                        open.get(0),
                        "the replication slot can't be made before it ends",
                        Fix.byHand(open.get(1))));
        out.okIfNothing(CheckId.PG_113, "none keeps the slot from being made");
    }

    private void slot(Slot slot, boolean published) throws SQLException {
        String name = config.capture().slot();
        String drop = "SELECT pg_drop_replication_slot('" + name + "');";
        if (!"pgoutput".equals(slot.plugin) || !slot.here) {
            out.fail(
                    CheckId.PG_108,
                    name,
                    "expected a slot of plugin pgoutput in this database, found "
                            + (slot.here ? "plugin " + slot.plugin : "another database's"),
                    "set capture.slot to another name");
        } else if (slot.walStatus.equals("lost")) {
            out.fail(
                    CheckId.PG_108,
                    name,
                    "expected its WAL to be kept, found it removed: changes are lost, the migration has to start over",
                    drop + " then begin another migration with a name of its own");
        } else if (!begun && slot.pid != null && !progress.planned()) {
            out.fail(
                    CheckId.PG_108,
                    name,
                    "expected nobody to read from it before this migration begins, found process " + slot.pid
                            + " doing so",
                    "set capture.slot to another name");
        } else if (!begun && !published) {
            out.fail(
                    CheckId.PG_108,
                    name,
                    "expected no slot before its publication is made: what it has kept can't be decoded",
                    drop);
        }
        out.okIfNothing(
                CheckId.PG_108, "'" + name + "' " + (begun ? "is this migration's" : "is there and will be used"));
    }

    private void senders(List<Slot> slots) throws SQLException {
        boolean working = slots.stream().anyMatch(s -> s.pid != null);
        long free = Query.one(
                source,
                "SELECT current_setting('max_wal_senders')::int - (SELECT count(*) FROM pg_stat_replication)",
                row -> row.getLong(1));
        if (free < 1 && !working) {
            out.fail(
                    CheckId.PG_110,
                    "",
                    "expected a free WAL sender, found all " + Query.text(source, "SHOW max_wal_senders") + " in use",
                    "raise max_wal_senders and restart PostgreSQL");
        }
        out.okIfNothing(CheckId.PG_110, Text.count(Math.max(0, free), "is free", "are free"));
    }

    private void keptWal(List<Slot> slots) throws SQLException {
        double kept = slots.isEmpty() ? 0 : slots.get(0).kept;
        String limit = Query.text(source, "SHOW max_slot_wal_keep_size");
        if (limit.equals("-1")) {
            out.warn(
                    CheckId.PG_111,
                    "",
                    "max_slot_wal_keep_size is -1: while the migration stands still, WAL fills the disk"
                            + (kept > 0 ? "; the slot keeps " + Text.bytes(kept) + " now" : ""),
                    Fix.byHand("ALTER SYSTEM SET max_slot_wal_keep_size = '…'; SELECT pg_reload_conf(); with what the"
                            + " disk can spare: beyond it the slot is lost and the migration has to start over"));
        } else if (!slots.isEmpty() && slots.get(0).walStatus.equals("unreserved")) {
            out.warn(
                    CheckId.PG_111,
                    config.capture().slot(),
                    "its WAL is about to be removed: it keeps " + Text.bytes(kept) + ", the limit is " + limit,
                    Fix.byHand("start the migration now, or raise max_slot_wal_keep_size"));
        }
        out.okIfNothing(CheckId.PG_111, Text.bytes(kept) + " kept by the slot, limit " + limit);
    }

    private void idleSlots() throws SQLException {
        // Came with PostgreSQL 18.
        String timeout =
                Query.text(source, "SELECT coalesce(current_setting('idle_replication_slot_timeout', true), '0')");
        if (!timeout.matches("0[a-z]*")) {
            out.warn(
                    CheckId.PG_112,
                    "",
                    "idle_replication_slot_timeout is " + timeout + ": a migration that stands still for longer loses"
                            + " its slot and has to start over",
                    Fix.byHand("ALTER SYSTEM SET idle_replication_slot_timeout = 0; SELECT pg_reload_conf();"));
        }
        out.okIfNothing(CheckId.PG_112, "a slot at rest is not taken away");
    }
}
