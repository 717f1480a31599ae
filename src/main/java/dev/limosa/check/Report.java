package dev.limosa.check;

import java.util.Comparator;
import java.util.List;

/**
 * All findings of one look, in the order they are shown.
 *
 * @param notChecked what could not be looked at, and because of what
 */
public record Report(List<Finding> findings, List<String> notChecked) {

    public Report {
        findings = findings.stream().sorted(Comparator.comparing(Finding::id)).toList();
        notChecked = List.copyOf(notChecked);
    }

    public List<Finding> at(Level level) {
        return findings.stream().filter(f -> f.level() == level).toList();
    }

    public boolean failed() {
        return !at(Level.FAIL).isEmpty();
    }
}
