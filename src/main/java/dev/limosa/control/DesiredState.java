package dev.limosa.control;

import dev.limosa.jdbc.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.Map;

/** What all replicas keep to, whoever of them runs; survives them in the target's {@code limosa.control_state}. */
public record DesiredState(Map<Stage, StageSetting> settings, PlanState plan) {

    private static final String READ =
            "SELECT stage, paused, rate, changed_by, changed_at FROM limosa.control_state WHERE migration = ?";

    public DesiredState {
        settings = Map.copyOf(settings);
    }

    /** Nobody has asked for anything. */
    public static DesiredState untouched() {
        return new DesiredState(Map.of(), PlanState.UNCHANGED);
    }

    public StageSetting of(Stage stage) {
        return settings.getOrDefault(stage, StageSetting.UNTOUCHED);
    }

    public boolean paused(Stage stage) {
        return of(stage).paused();
    }

    public static DesiredState read(Connection target, String migration) throws SQLException {
        Map<Stage, StageSetting> settings = new EnumMap<>(Stage.class);
        Query.list(target, READ, row -> Map.entry(Stage.of(row.getString(1)), setting(row)), migration)
                .forEach(stage -> settings.put(stage.getKey(), stage.getValue()));
        return new DesiredState(settings, PlanState.read(target, migration));
    }

    private static StageSetting setting(ResultSet row) throws SQLException {
        long rate = row.getLong(3);
        long limit = row.wasNull() ? StageSetting.UNLIMITED : rate;
        return new StageSetting(
                row.getBoolean(2),
                limit,
                row.getString(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
    }
}
