package dev.limosa.control;

import dev.limosa.config.RefusedException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code pause}, {@code resume} and {@code throttle}: each writes what the stages are to keep to. Done when it is
 * written; the replicas follow within a second, those that are down when they start.
 */
public final class StageCommands {

    private static final String STAGES = "stages";
    private static final String RATE = "rate";
    private static final String NO_RATE = "none";

    private static final String PAUSED =
            """
            INSERT INTO limosa.control_state (migration, stage, changed_by, paused) VALUES (?, ?, ?, ?)
            ON CONFLICT (migration, stage) DO UPDATE SET paused = excluded.paused,
                changed_by = excluded.changed_by, changed_at = clock_timestamp()
            WHERE control_state.paused <> excluded.paused
            """;

    private static final String LIMITED =
            """
            INSERT INTO limosa.control_state (migration, stage, changed_by, rate) VALUES (?, ?, ?, ?)
            ON CONFLICT (migration, stage) DO UPDATE SET rate = excluded.rate,
                changed_by = excluded.changed_by, changed_at = clock_timestamp()
            """;

    private StageCommands() {}

    public static List<CommandKind> all() {
        return List.of(
                kind("pause", execution -> pause(execution, true)),
                kind("resume", execution -> pause(execution, false)),
                kind("throttle", StageCommands::throttle));
    }

    public static CommandRequest pause(List<Stage> stages, String by) {
        return CommandRequest.of("pause", Map.of(STAGES, labels(stages)), by);
    }

    public static CommandRequest resume(List<Stage> stages, String by) {
        return CommandRequest.of("resume", Map.of(STAGES, labels(stages)), by);
    }

    /** @param rate rows a second, or {@link StageSetting#UNLIMITED} */
    public static CommandRequest throttle(List<Stage> stages, long rate, String by) {
        Map<String, String> arguments = new TreeMap<>();
        arguments.put(STAGES, labels(stages));
        arguments.put(RATE, rate == StageSetting.UNLIMITED ? NO_RATE : Long.toString(rate));
        return CommandRequest.of("throttle", arguments, by);
    }

    private interface Action {
        String of(Execution execution) throws SQLException;
    }

    private static CommandKind kind(String name, Action action) {
        return new CommandKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String carryOut(Execution execution) throws SQLException {
                return action.of(execution);
            }
        };
    }

    private static String pause(Execution execution, boolean paused) throws SQLException {
        List<Stage> stages = stages(execution.command());
        execution.transact(target -> set(target, execution, PAUSED, stages, paused));
        return labels(stages) + (paused ? " paused" : " resumed");
    }

    private static String throttle(Execution execution) throws SQLException {
        List<Stage> stages = stages(execution.command());
        if (stages.contains(Stage.TRANSFORM)) {
            throw new RefusedException("cannot throttle transform: it only passes on what capture sends;"
                    + " throttle the snapshot or the sink");
        }
        @Nullable Long rate = rate(execution.command());
        execution.transact(target -> set(target, execution, LIMITED, stages, rate));
        return labels(stages) + (rate == null ? " no longer throttled" : " throttled to " + rate + " rows/s");
    }

    private static boolean set(
            Connection target, Execution execution, String sql, List<Stage> stages, @Nullable Object value)
            throws SQLException {
        try (PreparedStatement update = target.prepareStatement(sql)) {
            for (Stage stage : stages) {
                update.setString(1, execution.migration());
                update.setString(2, stage.label());
                update.setString(3, execution.command().issuedBy());
                update.setObject(4, value, value instanceof Boolean ? Types.BOOLEAN : Types.BIGINT);
                update.executeUpdate();
            }
        }
        return true;
    }

    private static List<Stage> stages(Command command) {
        try {
            return Stream.of(command.argument(STAGES).split(",")).map(Stage::of).toList();
        } catch (IllegalArgumentException e) {
            throw new RefusedException("cannot " + command.kind() + " '" + command.argument(STAGES)
                    + "': expected some of " + labels(List.of(Stage.values())));
        }
    }

    private static @Nullable Long rate(Command command) {
        String rate = command.argument(RATE);
        if (rate.equals(NO_RATE)) {
            return null;
        }
        try {
            return Math.max(1, Long.parseLong(rate));
        } catch (NumberFormatException e) {
            throw new RefusedException("cannot throttle to '" + rate + "': expected rows a second, or " + NO_RATE);
        }
    }

    private static String labels(List<Stage> stages) {
        return stages.stream().map(Stage::label).collect(Collectors.joining(","));
    }
}
