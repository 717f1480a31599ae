package dev.limosa.config;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a database's URL has to look like. */
public final class JdbcUrl {

    private static final Pattern FORM = Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?\\S*)?");
    private static final Pattern SECRET = Pattern.compile("[?&](ssl)?password=");

    private JdbcUrl() {}

    /**
     * What is wrong with a URL, if anything.
     *
     * @param shown the URL as the user wrote it; no more is repeated than what can't be a password
     */
    public static Optional<String> problem(String url, String shown) {
        if (SECRET.matcher(url).find()) {
            return Optional.of("cannot use a URL with a password in it; take it out, and set 'password'");
        }
        if (!FORM.matcher(url).matches()) {
            return Optional.of(
                    "cannot use url '" + shown.replaceAll("\\?.*", "?…").replaceAll("//[^/]*@", "//…@")
                            + "': expected jdbc:postgresql://host:port/database");
        }
        return Optional.empty();
    }
}
