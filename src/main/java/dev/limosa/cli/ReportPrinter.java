package dev.limosa.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.limosa.check.Finding;
import dev.limosa.check.Fix;
import dev.limosa.check.Level;
import dev.limosa.check.Report;
import dev.limosa.check.Section;
import java.util.Locale;

/** What {@code check} has found, for a person or for a program. */
final class ReportPrinter {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private ReportPrinter() {}

    static String text(Report report) {
        StringBuilder out = new StringBuilder();
        for (Section section : Section.values()) {
            boolean first = true;
            for (Finding finding : report.findings()) {
                if (finding.id().section() == section) {
                    line(finding, first, out);
                    first = false;
                }
            }
        }
        report.notChecked()
                .forEach(what -> out.append("not checked: ").append(what).append('\n'));
        return out.append(summary(report)).append('\n').toString();
    }

    private static void line(Finding finding, boolean first, StringBuilder out) {
        String section = first ? finding.id().section().name().replace('_', ' ') : "";
        String level = finding.level() == Level.FAIL ? "FAIL" : lower(finding.level());
        out.append(String.format(
                Locale.ROOT,
                "%-13s %-5s %s %-17s %s%s%n",
                section,
                level,
                finding.id().code(),
                finding.id().title(),
                finding.object().isEmpty() ? "" : finding.object() + ": ",
                finding.reason()));
        Fix fix = finding.fix();
        if (fix != null) {
            out.append(" ".repeat(20)).append("fix: ").append(fix.command()).append('\n');
            if (fix.cost() != null) {
                out.append(" ".repeat(20)).append("cost: ").append(fix.cost()).append('\n');
            }
        }
    }

    private static String summary(Report report) {
        return report.at(Level.OK).size() + " ok, "
                + plural(report.at(Level.WARN).size(), "warning") + ", "
                + plural(report.at(Level.FAIL).size(), "failure")
                + (report.notChecked().isEmpty()
                        ? ""
                        : ", " + report.notChecked().size() + " not checked");
    }

    private static String plural(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String json(String migration, Report report) throws JsonProcessingException {
        ObjectNode root = JSON.createObjectNode();
        root.put("migration", migration);
        root.put("ok", report.at(Level.OK).size());
        root.put("warnings", report.at(Level.WARN).size());
        root.put("failures", report.at(Level.FAIL).size());
        report.findings()
                .forEach(finding -> json(finding, root.withArray("findings").addObject()));
        report.notChecked().forEach(root.putArray("not_checked")::add);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private static void json(Finding finding, ObjectNode node) {
        node.put("id", finding.id().code());
        node.put("section", lower(finding.id().section()));
        node.put("title", finding.id().title());
        node.put("level", lower(finding.level()));
        node.put("object", finding.object());
        node.put("reason", finding.reason());
        Fix fix = finding.fix();
        if (fix != null) {
            node.put("fix", fix.command());
            node.put(
                    "fix_by",
                    fix.action() == null
                            ? "hand"
                            : fix.safe() ? "--fix" : "--fix=" + finding.id().code());
            node.put("fix_cost", fix.cost());
        }
        if (!finding.names().isEmpty()) {
            finding.names().forEach(node.putArray("names")::add);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
