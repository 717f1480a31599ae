package dev.limosa.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code ${env:NAME}} and {@code ${file:/path:key}} by what they stand for. Kafka's own providers read it;
 * what they would leave in place without a word is refused here, with the reason. No message holds a value.
 */
final class References {

    /** For text that did not come from this machine's own file: it may read nothing. */
    static final References NONE = new References(Map.of(), Pattern.compile("(?!)"), List.of());

    private static final Pattern ONE = Pattern.compile("\\$\\{(env|file):[^}]+}");

    private final Map<String, String> environment;
    private final Pattern variables;
    private final List<Path> folders;
    private final Map<String, ConfigProvider> providers;

    /**
     * @param variables a regular expression: the variables that may be read
     * @param folders absolute: the files that may be read, and folders of such files
     */
    References(Map<String, String> environment, Pattern variables, List<Path> folders) {
        this.environment = environment;
        this.variables = variables;
        this.folders = folders.stream().map(Path::normalize).toList();
        this.providers = Map.of("env", environmentProvider(), "file", fileProvider());
    }

    static Pattern variables(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("cannot read a regular expression: " + e.getDescription(), e);
        }
    }

    /** Whether the text is one reference and nothing else. */
    static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if a reference stands for nothing, or for what may not be read */
    String resolve(String text) {
        Matcher reference = ConfigTransformer.DEFAULT_PATTERN.matcher(text);
        while (reference.find()) {
            check(reference.group(), reference.group(1), reference.group(3), reference.group(4));
        }
        // A map of one entry: the transformer takes and gives maps.
        return new ConfigTransformer(providers)
                .transform(Map.of("value", text))
                .data()
                .getOrDefault("value", text);
    }

    private void check(String reference, String provider, @Nullable String path, String key) {
        switch (provider) {
            case "env" -> checkVariable(reference, path == null ? "" : path, key);
            case "file" -> checkFile(reference, path == null ? "" : path, key);
            default -> refuse(reference, "unknown provider '" + provider + "'; write ${env:NAME} or ${file:/path:key}");
        }
    }

    private void checkVariable(String reference, String path, String name) {
        if (!path.isEmpty()) {
            refuse(reference, "a reference has no default value; write ${env:" + path + "} and set the variable");
        } else if (!variables.matcher(name).matches()) {
            refuse(reference, "'secrets.allowed-variables' does not allow it");
        } else if (!environment.containsKey(name)) {
            refuse(reference, "the environment has no variable " + name + "; export it");
        }
    }

    private void checkFile(String reference, String name, String key) {
        Path file = absolute(reference, name);
        if (folders.stream().noneMatch(file::startsWith)) {
            refuse(reference, "'secrets.allowed-paths' allows only " + folders);
        } else if (leadsOutside(file)) {
            refuse(
                    reference,
                    "it is a link to a place outside of 'secrets.allowed-paths', which allows only " + folders);
        } else if (!Files.isReadable(file)) {
            refuse(reference, Files.exists(file) ? "this user may not read the file" : "there is no such file");
        } else if (!hasKey(file, key)) {
            refuse(reference, "the file has no line '" + key + "=…'");
        }
    }

    /** A link inside an allowed folder must not be a way around the list; folders may be links themselves. */
    private boolean leadsOutside(Path file) {
        return Files.exists(file)
                && folders.stream().filter(Files::exists).map(References::real).noneMatch(real(file)::startsWith);
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // Nobody can read it either: that is what is told of it.
            return path;
        }
    }

    private static Path absolute(String reference, String name) {
        try {
            Path file = Path.of(name).normalize();
            if (!file.isAbsolute()) {
                refuse(reference, "expected ${file:/absolute/path:key}");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("cannot resolve " + reference + ": this is no path", e);
        }
    }

    private boolean hasKey(Path file, String key) {
        try {
            return fileProvider().get(file.toString(), Set.of(key)).data().containsKey(key);
        } catch (ConfigException | IllegalArgumentException e) {
            // What is wrong with the file's text is not told: it may show some of it.
            return false;
        }
    }

    private static void refuse(String reference, String reason) {
        throw new IllegalArgumentException("cannot resolve " + reference + ": " + reason);
    }

    private ConfigProvider environmentProvider() {
        EnvVarConfigProvider provider = new EnvVarConfigProvider(environment);
        // The provider looks for a match anywhere in a name.
        provider.configure(Map.of(EnvVarConfigProvider.ALLOWLIST_PATTERN_CONFIG, "^(?:" + variables.pattern() + ")$"));
        return provider;
    }

    /** The provider refuses to start with a path that does not exist. */
    private ConfigProvider fileProvider() {
        String existing =
                folders.stream().filter(Files::exists).map(Path::toString).collect(Collectors.joining(","));
        FileConfigProvider provider = new FileConfigProvider();
        provider.configure(Map.of(FileConfigProvider.ALLOWED_PATHS_CONFIG, existing));
        return provider;
    }
}
