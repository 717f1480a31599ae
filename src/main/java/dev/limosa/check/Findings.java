package dev.limosa.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what the checks of one thread find. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void ok(CheckId id, String reason) {
        found.add(new Finding(id, Level.OK, "", reason, null));
    }

    void warn(CheckId id, String object, String reason, Fix fix) {
        found.add(new Finding(id, Level.WARN, object, reason, fix));
    }

    void warn(CheckId id, String object, String reason) {
        found.add(new Finding(id, Level.WARN, object, reason, null));
    }

    /** Things that stay behind: how many, which, and how to take them along. */
    void stayBehind(CheckId id, String reason, List<String> names, @Nullable Fix fix) {
        found.add(new Finding(id, Level.WARN, "", reason, fix, names));
    }

    void fail(CheckId id, String object, String reason, Fix fix) {
        found.add(new Finding(id, Level.FAIL, object, reason, fix));
    }

    void fail(CheckId id, String object, String reason, String byHand) {
        fail(id, object, reason, Fix.byHand(byHand));
    }

    /** Tells that all is well, if this check has told nothing else. */
    void okIfNothing(CheckId id, String reason) {
        if (found.stream().noneMatch(f -> f.id() == id)) {
            ok(id, reason);
        }
    }

    boolean failed(CheckId id, String object) {
        return found.stream()
                .anyMatch(f ->
                        f.id() == id && f.level() == Level.FAIL && f.object().equals(object));
    }

    void addAll(Findings others) {
        found.addAll(others.found);
    }

    List<Finding> all() {
        return found;
    }
}
