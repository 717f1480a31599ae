package dev.limosa.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The values that come from outside the file and stand above it: {@code --set sink.tasks=4}, above the environment's
 * {@code LIMOSA_SINK_TASKS=4}.
 */
final class Settings {

    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final String PREFIX = "LIMOSA_";
    private static final String ENVIRONMENT = "environment ";

    /** Variables that are no part of the configuration. */
    private static final Set<String> OTHERS = Set.of("CONFIG", "OPTS", "LOG", "CRASH");

    /** What Kubernetes tells every container of a service that is called limosa, or limosa-something. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_\\w+)?)?)");

    private final ConfigSchema schema = ConfigSchema.load();
    private final Problems problems;
    private final Map<String, String> variables = new TreeMap<>();
    private int order;

    Settings(Problems problems) {
        this.problems = problems;
        schema.paths().forEach(path -> variables.put(variable(path), path));
    }

    static boolean isFromEnvironment(Mark mark) {
        return mark.getLine() < 0 && mark.getName().startsWith(ENVIRONMENT);
    }

    /** The variable that sets what stands at the path, without its prefix. */
    private static String variable(String path) {
        return path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Puts the values into the tree, as if the file had them; a value of later is a value of more weight. */
    void apply(MappingNode root, Map<String, String> environment, List<String> flags) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OTHERS.contains(name.substring(PREFIX.length()))) {
                applyVariable(root, name, value);
            }
        });
        flags.forEach(flag -> applyFlag(root, flag));
    }

    private void applyVariable(MappingNode root, String name, String value) {
        String key = name.substring(PREFIX.length());
        Mark mark = Problems.override(ENVIRONMENT + name, ++order);
        Optional<List<String>> path = pathOf(key);
        // A service that is called limosa-admin has Kubernetes set LIMOSA_ADMIN_PORT, to an address.
        boolean link = value.startsWith("tcp://")
                || path.isEmpty() && SERVICE_LINK.matcher(key).matches();
        if (link) {
            LOG.debug("{} is Kubernetes' and not read", name);
        } else if (path.isPresent()) {
            new Graft(problems, mark, value).into(root, path.get());
        } else {
            refuseOrWarn(name, key, mark);
        }
    }

    private Optional<List<String>> pathOf(String key) {
        Optional<List<String>> inMap = schema.maps().stream()
                .filter(map -> key.startsWith(variable(map) + "_"))
                .findFirst()
                .map(map -> path(map + "."
                        + key.substring(variable(map).length() + 1)
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '.')));
        return inMap.or(() -> Optional.ofNullable(variables.get(key)).map(this::path));
    }

    /** What looks like a slip is an error, because a setting would be silently ignored; the rest may be anybody's. */
    private void refuseOrWarn(String name, String key, Mark mark) {
        Optional<String> nearest = Suggestion.nearest(key, variables.keySet());
        nearest.ifPresentOrElse(
                meant -> problems.add(mark, "unknown variable; did you mean '" + PREFIX + meant + "'?"),
                () -> LOG.warn("{} is not read: no such setting ('limosa schema' lists them)", name));
    }

    private void applyFlag(MappingNode root, String flag) {
        int equals = flag.indexOf('=');
        String path = equals < 0 ? flag : flag.substring(0, equals);
        Mark mark = Problems.override("--set " + path, ++order);
        if (equals <= 0) {
            problems.add(mark, "expected PATH=VALUE, such as sink.tasks=4");
        } else {
            new Graft(problems, mark, flag.substring(equals + 1)).into(root, path(path));
        }
    }

    /** The keys from the top down; a key inside a map of other people's keys may have dots. */
    private List<String> path(String path) {
        for (String map : schema.maps()) {
            if (path.startsWith(map + ".")) {
                List<String> keys = new ArrayList<>(List.of(map.split("\\.")));
                keys.add(path.substring(map.length() + 1));
                return keys;
            }
        }
        return List.of(path.split("\\.", -1));
    }
}
