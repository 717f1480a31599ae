package dev.limosa.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * English and Chinese sentences put together from short fragments: millions of different ones, so that text compresses
 * about as text does. The same random numbers give the same sentences. Immutable.
 */
public final class Sentences {

    /** Full-width forms, HTML and stray blanks, as they come out of real forms and spreadsheets. */
    private static final String[] DIRT = {
        " <b>%s</b>",
        "<p>%s</p>",
        "%s&nbsp;&amp;&nbsp;",
        "  %s\t",
        "\u3000%s\u3000",
        "%s（ＡＢＣ－１２３）",
        "%s<br/>",
        "%s ＆ ﬁne",
        "%s①"
    };

    private final Map<String, String[]> slots = new HashMap<>();

    public Sentences() {
        try (InputStream in = requireNonNull(Sentences.class.getResourceAsStream("sentences.txt"))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(this::slot);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read sentences.txt", e);
        }
    }

    private void slot(String line) {
        String[] parts = line.split(" = ", 2);
        slots.put(parts[0], parts[1].split("\\|"));
    }

    /** One of the choices of a slot, such as {@code zh.city}. */
    public String pick(String slot, RandomGenerator random) {
        String[] choices = requireNonNull(slots.get(slot), slot);
        return choices[random.nextInt(choices.length)];
    }

    /** @param language {@code en} or {@code zh} */
    public String sentence(String language, RandomGenerator random) {
        return language.equals("zh") ? chinese(random) : english(random);
    }

    private String english(RandomGenerator random) {
        return pick("en.opener", random) + " the " + pick("en.adjective", random) + " " + pick("en.noun", random) + " "
                + pick("en.verb", random) + " " + pick("en.place", random) + " " + pick("en.ending", random) + " ("
                + code(random) + ").";
    }

    private String chinese(RandomGenerator random) {
        return pick("zh.opener", random) + "，" + pick("zh.place", random) + "这个" + pick("zh.adjective", random)
                + pick("zh.noun", random) + pick("zh.verb", random) + "，" + pick("zh.ending", random) + "（"
                + code(random) + "）。";
    }

    /** A batch number: what makes text less regular than its words. */
    private static String code(RandomGenerator random) {
        return Integer.toString(random.nextInt(1_679_616), 36) + "-" + random.nextInt(100);
    }

    /** Sentences until the text has at least so many bytes of UTF-8. */
    public String text(String language, int bytes, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int length = 0;
        while (length < bytes) {
            String sentence = sentence(language, random);
            text.append(text.isEmpty() || language.equals("zh") ? "" : " ").append(sentence);
            length += sentence.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return text.toString();
    }

    /** The text with something around it that a transform has to clean away, every third time. */
    public String dirty(String text, RandomGenerator random) {
        return random.nextInt(3) == 0 ? DIRT[random.nextInt(DIRT.length)].replace("%s", text) : text;
    }

    public String city(String language, RandomGenerator random) {
        return pick(language + ".city", random);
    }

    public String person(String language, RandomGenerator random) {
        String family = pick(language + ".family", random);
        String given = pick(language + ".given", random);
        return language.equals("zh") ? family + given : given + " " + family;
    }
}
