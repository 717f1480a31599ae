package dev.limosa.text.cleaning;

import dev.limosa.config.TransformStep.TextFunction;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Million characters that each text function takes in a second of one thread's processor time; a plain main, as its
 * figures are for reading, not for passing.
 */
final class CleaningBenchmark {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int ROUNDS = 5;
    private static final long ROUND_CHARS = 20_000_000;

    private static final String CHINESE = "快递很快，包装完好。客服的态度也不错，下次还会再来买的，推荐给大家！";
    private static final String ENGLISH = "The parcel came on time and nothing was broken, so I would buy here again. ";
    private static final String DIRTY = "<p>電話：13812345678，E-mail：foo@bar.com&nbsp;ＡＢＣ\u200B　乾淨的後面</p>\r\n";

    private CleaningBenchmark() {}

    public static void main(String[] args) {
        List<String> texts = List.of(CHINESE.repeat(9), ENGLISH.repeat(4), DIRTY.repeat(6));
        System.out.printf("%-16s %10s %10s %10s  Mchars/s%n", "", "Chinese", "English", "dirty");
        for (TextFunction function : TextFunction.values()) {
            UnaryOperator<String> made = Steps.any(function);
            StringBuilder line = new StringBuilder(String.format("%-16s", function));
            texts.forEach(text -> line.append(String.format(Locale.ROOT, " %10.0f", speed(made, text))));
            System.out.println(line);
        }
    }

    private static double speed(UnaryOperator<String> function, String text) {
        long rounds = ROUND_CHARS / text.length();
        long best = Long.MAX_VALUE;
        long made = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = CPU.getCurrentThreadCpuTime();
            for (long i = 0; i < rounds; i++) {
                made += function.apply(text).length();
            }
            best = Math.min(best, CPU.getCurrentThreadCpuTime() - begin);
        }
        if (made == 0) {
            throw new IllegalStateException("nothing was made");
        }
        return 1e3 * rounds * text.length() / best;
    }
}
