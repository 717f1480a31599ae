package dev.limosa.check;

import dev.limosa.check.SourceTable.Storage;
import dev.limosa.jdbc.Sql;
import java.util.List;

/**
 * Whether updates and deletes carry what is needed: the key always, the whole row where large values may be left out.
 */
final class IdentityChecks {

    private final Findings out;

    IdentityChecks(Findings out) {
        this.out = out;
    }

    void run(List<SourceTable> tables) {
        for (SourceTable table : tables) {
            identity(table);
            largeValues(table);
        }
        out.okIfNothing(CheckId.TB_204, "updates and deletes carry the key of every table");
        out.okIfNothing(CheckId.TB_205, "no table leaves large values out of its changes");
    }

    private void identity(SourceTable table) {
        for (Storage part : table.storage()) {
            boolean otherIndex = part.identity() == 'i' && !table.identityIsKey();
            if (part.identity() == 'n' || otherIndex) {
                String alter = "ALTER TABLE " + Sql.quote(part.id()) + " REPLICA IDENTITY DEFAULT;";
                out.fail(
                        CheckId.TB_204,
                        part.id().toString(),
                        "expected updates and deletes to carry the primary key, found REPLICA IDENTITY "
                                + (otherIndex
                                        ? "USING INDEX of another key"
                                        : "NOTHING, with which PostgreSQL refuses them as soon as the table is"
                                                + " published"),
                        Fix.ifAsked(alter, "takes a short exclusive lock", new Fix.OnSource(List.of(alter))));
            }
        }
    }

    private void largeValues(SourceTable table) {
        for (Storage part : table.storage()) {
            if (part.toast() && part.identity() != 'f' && part.identity() != 'n') {
                String alter = "ALTER TABLE " + Sql.quote(part.id()) + " REPLICA IDENTITY FULL;";
                out.warn(
                        CheckId.TB_205,
                        part.id().toString(),
                        "an update that leaves values over 2 kB as they are does not carry them ("
                                + (part.toastBytes() == 0
                                        ? "possible, none are there now"
                                        : Text.bytes(part.toastBytes()) + " of them are there now")
                                + "): each such row is read again, and open meanwhile",
                        Fix.ifAsked(alter, cost(part), new Fix.OnSource(List.of(alter))));
            }
        }
    }

    private static String cost(Storage part) {
        String row = part.rows() < 100
                ? "the old row"
                : "the old row, on average " + Text.bytes(part.bytes() / part.rows()) + ",";
        return "each update and delete writes " + row + " to WAL as well ("
                + Text.count(part.changed(), "has", "have")
                + " been counted since the statistics began); takes a short exclusive lock";
    }
}
