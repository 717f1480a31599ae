package dev.limosa.check;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What tables that were made in the target had to be made without. */
final class LeftOut {

    private LeftOut() {}

    static void run(Connection target, String migration, Findings out) throws SQLException {
        if (!Query.is(target, "SELECT to_regclass('limosa.left_out') IS NOT NULL")) {
            return;
        }
        List<String> left = Query.list(
                target,
                "SELECT table_name || ' ' || what FROM limosa.left_out WHERE migration = ? ORDER BY 1",
                row -> row.getString(1),
                migration);
        if (!left.isEmpty()) {
            out.stayBehind(
                    CheckId.NM_613,
                    Text.count(left.size(), "thing", "things") + " the tables were made without: " + Text.names(left),
                    left,
                    Fix.byHand("make in the target what it depends on, and then the thing itself by ALTER TABLE"));
        }
    }
}
