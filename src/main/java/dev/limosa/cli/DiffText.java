package dev.limosa.cli;

import dev.limosa.preview.DiffReport;
import dev.limosa.preview.DiffReport.Example;
import dev.limosa.preview.DiffReport.Group;
import dev.limosa.preview.DiffReport.TokenCount;
import dev.limosa.status.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a comparison of two configurations found, for people and for programs. */
final class DiffText {

    private DiffText() {}

    static JsonAnswer json(String migration, DiffReport report) {
        return new JsonAnswer()
                .put("migration", migration)
                .put("rows", report.rows())
                .put("changed", report.changed())
                .put("tokens_gained", tokens(report.gained()))
                .put("tokens_lost", tokens(report.lost()))
                .put("tables", report.tables().stream().map(DiffText::json).toList())
                .put("not_compared", report.notCompared());
    }

    private static Map<String, Object> json(DiffReport.Table table) {
        return new JsonAnswer()
                .put("table", table.table().toString())
                .put("rows", table.rows())
                .put("changed", table.changed())
                .put("appearing", table.appearing())
                .put("vanishing", table.vanishing())
                .put("failing_before", table.failingBefore())
                .put("failing", table.failing())
                .put("columns_added", table.columnsAdded())
                .put("columns_removed", table.columnsRemoved())
                .put("columns", groups("column", table.columns()))
                .put("by_language", groups("language", table.byLanguage()))
                .put("by_length", groups("characters", table.byLength()))
                .put("tokens_gained", tokens(table.gained()))
                .put("tokens_lost", tokens(table.lost()))
                .put("examples", table.examples().stream().map(DiffText::json).toList())
                .fields();
    }

    private static List<Map<String, Object>> groups(String name, List<Group> groups) {
        return groups.stream()
                .map(group -> new JsonAnswer()
                        .put(name, group.name())
                        .put("rows", group.rows())
                        .put("changed", group.changed())
                        .fields())
                .toList();
    }

    private static List<Map<String, Object>> tokens(List<TokenCount> tokens) {
        return tokens.stream()
                .map(token -> new JsonAnswer()
                        .put("token", token.token())
                        .put("count", token.count())
                        .fields())
                .toList();
    }

    private static Map<String, Object> json(Example example) {
        return new JsonAnswer()
                .put("key", example.key())
                .put("what", example.what())
                .put("columns", example.columns())
                .put("characters", example.characters())
                .put("tokens_gained", example.gained())
                .put("tokens_lost", example.lost())
                .fields();
    }

    static List<String> lines(DiffReport report) {
        TextTable summary =
                new TextTable("table", "rows", "changed", "appearing", "vanishing", "failing before", "failing");
        for (DiffReport.Table table : report.tables()) {
            summary.row(
                    table.table(),
                    table.rows(),
                    table.changed(),
                    table.appearing(),
                    table.vanishing(),
                    table.failingBefore(),
                    table.failing());
        }
        List<String> lines = new ArrayList<>(summary.lines());
        report.tables().forEach(table -> details(table, lines));
        return lines;
    }

    private static void details(DiffReport.Table table, List<String> lines) {
        List<String> details = new ArrayList<>();
        add(details, "columns added", String.join(", ", table.columnsAdded()));
        add(details, "columns removed", String.join(", ", table.columnsRemoved()));
        add(details, "changed in column", changed(table.columns()));
        if (table.changed() > 0) {
            add(details, "by language", groups(table.byLanguage()));
            add(details, "by characters", groups(table.byLength()));
        }
        add(details, "tokens gained", words(table.gained()));
        add(details, "tokens lost", words(table.lost()));
        table.examples().forEach(example -> add(details, "row", line(example)));
        if (!details.isEmpty()) {
            lines.add("");
            lines.add(table.table().toString());
            lines.addAll(details);
        }
    }

    private static void add(List<String> lines, String what, String text) {
        if (!text.isEmpty()) {
            lines.add(String.format("  %-18s %s", what, text));
        }
    }

    private static String changed(List<Group> groups) {
        return groups.stream()
                .map(group -> group.name() + " " + Units.count(group.changed()))
                .collect(Collectors.joining(", "));
    }

    private static String groups(List<Group> groups) {
        return groups.stream()
                .map(group -> group.name() + ": " + Units.count(group.changed()) + " of " + Units.count(group.rows()))
                .collect(Collectors.joining("; "));
    }

    private static String words(List<TokenCount> tokens) {
        return tokens.stream()
                .map(token -> token.token() + " " + Units.count(token.count()))
                .collect(Collectors.joining(", "));
    }

    private static String line(Example example) {
        return example.key() + "  " + example.what()
                + (example.columns().isEmpty()
                        ? ""
                        : " in " + String.join(", ", example.columns()) + ", " + example.characters() + " characters")
                + signed(" +", example.gained()) + signed(" -", example.lost());
    }

    private static String signed(String sign, List<String> tokens) {
        return tokens.stream().map(token -> sign + token).collect(Collectors.joining());
    }
}
