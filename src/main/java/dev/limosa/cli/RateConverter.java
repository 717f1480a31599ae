package dev.limosa.cli;

import dev.limosa.control.StageSetting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 5000/s}, {@code 5000} or {@code none}. */
final class RateConverter implements ITypeConverter<Long> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(/s)?");

    @Override
    public Long convert(String text) {
        if (text.equals("none")) {
            return StageSetting.UNLIMITED;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
            throw new TypeConversionException(
                    "expected rows a second such as 5000/s (at least 1/s; to stop, use limosa pause), or none; found '"
                            + text + "'");
        }
        return Long.valueOf(form.group(1));
    }
}
