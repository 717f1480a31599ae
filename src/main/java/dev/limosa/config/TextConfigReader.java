package dev.limosa.config;

import dev.limosa.config.TextConfig.Chain;
import dev.limosa.config.TextConfig.Limits;
import dev.limosa.config.TextConfig.Resource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The part {@code text}: resources and chains. */
final class TextConfigReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    private TextConfigReader() {}

    static TextConfig read(YamlNode node, Path folder) {
        Map<String, Resource> resources = new HashMap<>();
        YamlNode files = node.map("resources");
        for (String name : names(files)) {
            resources.put(name, resource(name, files.map(name), folder));
        }
        Map<String, Chain> chains = new HashMap<>();
        YamlNode definitions = node.map("chains");
        for (String name : names(definitions)) {
            chains.put(name, chain(name, definitions.map(name)));
        }
        Limits limits = new Limits(
                node.number("row-timeout-ms", Limits.DEFAULT.rowTimeoutMs(), 10, 600_000),
                node.number("max-characters", Limits.DEFAULT.maxCharacters(), 1, 100_000_000));
        node.refuseUnknownKeys();
        return new TextConfig(resources, chains, limits);
    }

    private static List<String> names(YamlNode node) {
        for (String name : node.keys()) {
            if (!NAME.matcher(name).matches()) {
                node.problemAt(
                        name, "cannot use the name '" + name + "': expected 1 to 64 of letters, digits, '_', '.', '-'");
            }
        }
        return node.keys();
    }

    private static Resource resource(String name, YamlNode node, Path folder) {
        Path file = file(node, folder);
        String sha256 = node.has("sha256") ? node.text("sha256") : "";
        if (!SHA_256.matcher(sha256).matches()) {
            node.problemAt(
                    "sha256",
                    "expected the SHA-256 of the file, 64 hexadecimal digits, under '" + node.pathOf("sha256")
                            + "', found " + (sha256.isEmpty() ? "nothing" : "'" + sha256 + "'")
                            + "; 'sha256sum " + file.getFileName() + "' prints it");
        }
        node.refuseUnknownKeys();
        return new Resource(name, file, sha256.toLowerCase(Locale.ROOT), node.place());
    }

    private static Path file(YamlNode node, Path folder) {
        String file = node.text("file");
        try {
            return folder.resolve(file).normalize();
        } catch (InvalidPathException e) {
            node.problemAt("file", "cannot use '" + file + "' as a file's name: " + e.getReason());
            return folder;
        }
    }

    private static Chain chain(String name, YamlNode node) {
        Chain chain = new Chain(
                name, components(node, "char-filter"), tokenizer(node), components(node, "filter"), node.place());
        node.refuseUnknownKeys();
        return chain;
    }

    private static @Nullable Component tokenizer(YamlNode node) {
        List<YamlNode> tokenizers = node.list("tokenizer");
        if (tokenizers.size() != 1) {
            node.problemAt(
                    "tokenizer",
                    "expected one tokenizer under '" + node.pathOf("tokenizer") + "', found " + tokenizers.size());
            return null;
        }
        return component(tokenizers.get(0));
    }

    private static List<Component> components(YamlNode node, String key) {
        return node.list(key).stream().map(TextConfigReader::component).toList();
    }

    private static Component component(YamlNode node) {
        if (!node.holdsMap()) {
            String type = node.text();
            if (type.isEmpty()) {
                node.problem("expected a component's name, found none");
            }
            return new Component(type, Map.of(), node.place());
        }
        Map<String, String> parameters = new TreeMap<>();
        for (String key : node.keys()) {
            parameters.put(key, node.joined(key));
        }
        parameters.remove("type");
        return new Component(node.text("type"), parameters, node.place());
    }
}
