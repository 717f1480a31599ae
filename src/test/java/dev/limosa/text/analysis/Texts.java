package dev.limosa.text.analysis;

import dev.limosa.config.Component;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import dev.limosa.text.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Chains and resources as a configuration would hold them. */
final class Texts {

    static final Chains BUILT_IN = chains(TextConfig.NONE, new ArrayList<>());

    private Texts() {}

    static Chains chains(TextConfig config, List<String> problems) {
        return Chains.compile(config, Resources.read(config, problems), problems);
    }

    /** @param parameters name, value, name, value, … */
    static Component component(String type, String... parameters) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            map.put(parameters[i], parameters[i + 1]);
        }
        return new Component(type, map, "m.yaml:7:9");
    }

    static TextConfig.Chain chain(List<Component> charFilters, Component tokenizer, Component... filters) {
        return new TextConfig.Chain("c", charFilters, tokenizer, List.of(filters), "m.yaml:5:3");
    }

    static TextConfig config(TextConfig.Chain chain, TextConfig.Resource... resources) {
        Map<String, TextConfig.Resource> map = new HashMap<>();
        for (TextConfig.Resource resource : resources) {
            map.put(resource.name(), resource);
        }
        return new TextConfig(map, Map.of(chain.name(), chain), TextConfig.Limits.DEFAULT);
    }

    static TextConfig.Resource resource(Path folder, String name, byte[] content) {
        try {
            Path file = Files.write(folder.resolve(name), content);
            String sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            return new TextConfig.Resource(name, file, sha256, "m.yaml:3:5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> tokens(Chain chain, String text) {
        Tokens tokens = new Tokens();
        chain.newRun().analyze(text, tokens);
        return tokens.toList();
    }

    static List<String> tokens(TextConfig config, String text) {
        List<String> problems = new ArrayList<>();
        Chains chains = chains(config, problems);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems);
        }
        return tokens(chains.chain("c"), text);
    }
}
