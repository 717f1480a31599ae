package dev.limosa.bench;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/**
 * A seeded stream of documents: a body of 300 to 600 bytes, 40 % Chinese, 20 % English, 40 % mixed; one in ten wrapped
 * in a tag, one in ten with doubled blanks, as texts are that want cleaning.
 */
final class Documents {

    /** Of each language. */
    static final int SENTENCES = 12_000;

    private static final int SHORTEST = 300;
    private static final int LONGEST = 600;
    private static final int TITLE_LENGTH = 40;
    private static final long SEED = 20_261_122;
    private static final long FIRST_SECOND = 1_700_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS'+00'");
    private static final String[] AUTHORS = {
        "林晓梅",
        "赵一帆",
        "孙丽君",
        "何志远",
        "郭小川",
        "罗思雨",
        "高建国",
        "郑雅文",
        "谢东海",
        "唐若溪",
        "Ada Winter",
        "Ben Calder",
        "Clara Voss",
        "Dirk Ames",
        "Edda Lund",
        "Finn Marlow",
        "Greta Pike",
        "Hal Osei",
        "Ines Roth",
        "Jon Tarr"
    };

    private final List<String> chinese = Sentences.chinese(SEED, SENTENCES);
    private final List<String> english = Sentences.english(SEED + 1, SENTENCES);
    private final Random random = new Random(SEED + 2);
    private long made;

    Document next() {
        made++;
        double kind = random.nextDouble();
        String lang = kind < 0.4 ? "zh" : kind < 0.6 ? "en" : "mix";
        return new Document(title(lang), dirtied(body(lang)), lang, pick(List.of(AUTHORS)), time());
    }

    private String body(String lang) {
        int target = random.nextInt(SHORTEST, LONGEST + 1);
        StringBuilder body = new StringBuilder();
        int bytes = 0;
        while (bytes < target) {
            String sentence = pick(pool(lang));
            int length = utf8Length(sentence);
            if (bytes + length > target + 60) {
                return body.append(sentence, 0, sentence.length() * (target - bytes) / length)
                        .toString();
            }
            body.append(sentence).append(' ');
            bytes += length + 1;
        }
        return body.toString();
    }

    private List<String> pool(String lang) {
        boolean inChinese = lang.equals("zh") || lang.equals("mix") && random.nextBoolean();
        return inChinese ? chinese : english;
    }

    private String dirtied(String body) {
        String tagged = random.nextInt(10) == 0 ? "<p>" + body + "</p>" : body;
        return random.nextInt(10) == 0 ? tagged.replaceFirst(" ", "   ") : tagged;
    }

    private String title(String lang) {
        String sentence = pick(lang.equals("zh") ? chinese : english);
        return sentence.substring(0, Math.min(TITLE_LENGTH, sentence.length())).strip();
    }

    private String time() {
        int nanos = (int) (made * 7919 % 1_000_000) * 1000;
        return LocalDateTime.ofEpochSecond(FIRST_SECOND + made, nanos, ZoneOffset.UTC)
                .format(TIME);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
