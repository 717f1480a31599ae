package dev.limosa.config;

import java.util.regex.Pattern;

/** Which of the keys in a map of other people's keys hold a secret. The JSON Schema has the same expressions. */
final class SecretKeys {

    private static final Pattern WHOLE = Pattern.compile("password|passphrase|secret|(keystore|private)[.-]key$");
    private static final Pattern JAAS = Pattern.compile("jaas[.-]config$");
    private static final Pattern JAAS_LITERAL = Pattern.compile("([Pp]assword|[Ss]ecret)\\s*=\\s*[\"']?[^\"'$\\s;]");

    private SecretKeys() {}

    /** Whether the value is, or holds, a secret and not a reference to it. */
    static boolean isLiteral(String key, String value) {
        if (JAAS.matcher(key).find()) {
            return JAAS_LITERAL.matcher(value).find();
        }
        return WHOLE.matcher(key).find() && !value.isEmpty() && !References.isOne(value);
    }
}
