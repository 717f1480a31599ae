package dev.limosa.text;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** The lists of words that come with Limosa and with Lucene: by their names, where they are on the class path. */
final class BuiltInResources {

    private static final String LUCENE = "/org/apache/lucene/analysis/";
    /** One word a line, {@code #} before a remark. */
    private static final String[] PLAIN = {
        "ar", "bg", "bn", "br", "ca", "cjk", "ckb", "cz", "el", "et", "eu", "fa", "ga", "gl", "hi", "hy", "id", "lt",
        "lv", "ne", "ro", "sr", "ta", "te", "th", "tr"
    };
    /** {@code |} before a remark: the parameter {@code format} of the filter has to be {@code snowball}. */
    private static final String[] SNOWBALL = {
        "danish",
        "dutch",
        "english",
        "finnish",
        "french",
        "german",
        "hungarian",
        "indonesian",
        "italian",
        "norwegian",
        "portuguese",
        "russian",
        "spanish",
        "swedish"
    };

    static final Map<String, String> PATHS = paths();

    private BuiltInResources() {}

    private static Map<String, String> paths() {
        Map<String, String> paths = new TreeMap<>();
        paths.put("limosa-stop-zh", "/dev/limosa/text/stop-zh.txt");
        paths.put("limosa-stop-en", "/dev/limosa/text/stop-en.txt");
        paths.put("smartcn-stop", LUCENE + "cn/smart/stopwords.txt");
        for (String language : PLAIN) {
            paths.put("lucene-stop-" + language, LUCENE + language + "/stopwords.txt");
        }
        for (String language : SNOWBALL) {
            paths.put("snowball-stop-" + language, LUCENE + "snowball/" + language + "_stop.txt");
        }
        return Collections.unmodifiableMap(paths);
    }
}
