package dev.limosa.check;

import java.util.List;
import java.util.stream.Collectors;

/** A migration that can't run as things stand; nothing has been created for it. */
public final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> failures;

    CheckFailedException(List<Finding> failures) {
        super(failures.stream().map(Finding::sentence).collect(Collectors.joining("\n")));
        this.failures = List.copyOf(failures);
    }

    public List<Finding> failures() {
        return failures;
    }
}
