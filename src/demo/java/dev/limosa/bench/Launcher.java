package dev.limosa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM options that the product's own launcher gives the service, so that what is measured is what is shipped. */
final class Launcher {

    private static final Path SCRIPT = Path.of("src/main/dist/bin/limosa");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(collector|compiler|jvm_options)=\"(.*)\"$");

    private Launcher() {}

    static String jvmOptions() {
        try {
            return jvmOptions(Files.readString(SCRIPT));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read '" + SCRIPT + "': start it in the project's folder", e);
        }
    }

    static String jvmOptions(String script) {
        String collector = "";
        String compiler = "";
        String options = "";
        Matcher assignment = ASSIGNMENT.matcher(script);
        while (assignment.find()) {
            String value = assignment.group(2).replace("$compiler", compiler);
            switch (assignment.group(1)) {
                case "collector" -> collector = value;
                case "compiler" -> compiler = value;
                default -> options = value;
            }
        }
        if (collector.isEmpty() || options.isEmpty()) {
            throw new IllegalStateException("cannot find the JVM's options in '" + SCRIPT + "'");
        }
        return String.join(" ", List.of(collector, options));
    }
}
