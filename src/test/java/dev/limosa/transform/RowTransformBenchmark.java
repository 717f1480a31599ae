package dev.limosa.transform;

import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Microseconds of processor time a row of 600 bytes and 6 columns takes; a plain main, as its figure is for reading,
 * not for passing.
 */
final class RowTransformBenchmark {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROWS = 500_000;
    private static final int ROUNDS = 5;

    private RowTransformBenchmark() {}

    public static void main(String[] args) {
        String english = "The quick brown fox jumps over the lazy dog, and it was not amused at all. ".repeat(6);
        String chinese = "一只敏捷的棕色狐狸跳过了那只懒狗，它一点也不觉得好笑。".repeat(6);
        measure("no steps", english);
        TransformStep trim = Reviews.text(TextFunction.TRIM, "title", "body");
        TransformStep nfkc = Reviews.text(TextFunction.NFKC, "title", "body");
        TransformStep lower = Reviews.text(TextFunction.LOWER, "title", "body");
        TransformStep html = Reviews.text(TextFunction.STRIP_HTML, "title", "body");
        measure("trim + nfkc, English, nothing to change", english, trim, nfkc);
        measure("trim + lower, English, all to change", " " + english, trim, lower);
        measure("trim + nfkc, Chinese, all to change", "\u3000" + chinese, trim, nfkc);
        measure("strip-html + lower, English in tags", tagged(english), html, lower);
        measure("strip-html + nfkc, Chinese in tags", tagged(chinese), html, nfkc);
    }

    private static String tagged(String text) {
        return "<p class='x'>" + text.replace(".", ".</p><p>").replace("，", "<b>，</b>") + "&nbsp;&amp;</p>";
    }

    private static void measure(String name, String body, TransformStep... steps) {
        RowTransform transform = Reviews.transform(Reviews.config(null, steps));
        byte[] row = row(body);
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, nanosOf(transform, row));
        }
        System.out.printf(Locale.ROOT, "%-45s %4d bytes  %6.3f µs/row%n", name, row.length, best / 1000.0 / ROWS);
    }

    private static long nanosOf(RowTransform transform, byte[] row) {
        long begin = CPU.getCurrentThreadCpuTime();
        long bytes = 0;
        for (int i = 0; i < ROWS; i++) {
            byte[] made = transform.apply(row);
            bytes += made == null ? 0 : made.length;
        }
        long nanos = CPU.getCurrentThreadCpuTime() - begin;
        if (bytes == 0) {
            throw new IllegalStateException("nothing was transformed");
        }
        return nanos;
    }

    private static byte[] row(String body) {
        String text = "{\"id\":12345,\"title\":\"A review with a title\",\"body\":\"" + body
                + "\",\"stars\":5,\"lang\":\"en\",\"tags\":\"{a,b,c}\"}";
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
