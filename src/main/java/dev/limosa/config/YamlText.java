package dev.limosa.config;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/** From a file's bytes to its tree of nodes; whatever keeps it from being one map is told with its place. */
final class YamlText {

    private final Problems problems;

    YamlText(Problems problems) {
        this.problems = problems;
    }

    /** @throws InvalidConfigurationException if the bytes are no text */
    String decode(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (result.isError()) {
            fail(
                    text.toString(),
                    String.format(Locale.ROOT, "cannot read text: expected UTF-8, found byte 0x%02x", in.get()));
        }
        String decoded = text.toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    /** @throws InvalidConfigurationException if the text is no YAML document with a map at its top */
    MappingNode compose(String text) {
        @Nullable Node root = null;
        try {
            root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        } catch (MarkedYAMLException e) {
            problems.add(e.getProblemMark(), "cannot read YAML: " + problem(e) + hint(e, text));
        } catch (ReaderException e) {
            String before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
            fail(
                    before,
                    String.format(
                            Locale.ROOT, "cannot read text: found the control character U+%04X", e.getCodePoint()));
        } catch (YAMLException e) {
            problems.add(1, 1, "cannot read YAML: " + e.getMessage());
        }
        problems.throwIfAny();
        if (!(root instanceof MappingNode map)) {
            problems.add(
                    1,
                    1,
                    "expected a map with the key 'migration', found "
                            + (root == null ? "nothing" : YamlNode.kind(root)));
            problems.throwIfAny();
            throw new AssertionError("unreachable");
        }
        new YamlRules(problems).check(map);
        return map;
    }

    private void fail(String before, String message) {
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        String beginning = before.substring(before.lastIndexOf('\n') + 1);
        problems.add(line, beginning.codePointCount(0, beginning.length()) + 1, message);
        problems.throwIfAny();
    }

    /** An alias's name is not repeated: it may be a secret that begins with a star. */
    private static String problem(MarkedYAMLException e) {
        String problem = String.valueOf(e.getProblem());
        return problem.contains("undefined alias") ? "found an alias ('*…') of no anchor" : problem;
    }

    private static String hint(MarkedYAMLException e, String text) {
        int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
        boolean reference = text.lines().skip(Math.max(0, line - 1)).limit(2).anyMatch(l -> l.contains("${"));
        return reference ? "; inside { } write a reference in quotes: \"${env:NAME}\"" : "";
    }
}
