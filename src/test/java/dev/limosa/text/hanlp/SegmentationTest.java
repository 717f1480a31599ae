package dev.limosa.text.hanlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hankcs.hanlp.seg.Segment;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ours finds what HanLP finds, to the word; only {@code standard} is HanLP itself. */
class SegmentationTest {

    private static final List<String> TEXTS = List.of(
            "我们在南方过冬，这家酒店的服务态度非常好！房间很干净，下次还会来的。",
            "商品和服务质量都不错，2026年11月25日下单，3.5折，￥1,299.00元",
            "王小明和李雷于一九九八年十二月毕业于清华大学计算机系",
            "结婚的和尚未结婚的都要登记；他从马上下来，马上走了。",
            "iPhone15和Ｌｉｍｏｓａ的ＡＰＰ体验——真棒😀👍 http://a.cn/b?c=1&d=二",
            "一二三四五六七八九十百千万亿零〇兩千零二十六",
            "\uD800孤立\uDC00代理\t制表\n换行\u3000全角空格\u200B零宽\uFEFF",
            "𠮷野家の牛丼は安い한글도 있습니다",
            "…………——————！！！？？？。。。",
            "a");

    private static final Segment BARE_BASIC = Bare.segment(Mode.BASIC);
    private static final Segment BARE_VITERBI = Bare.segment(Mode.VITERBI);
    private static final Segmenter BASIC = new Model(Mode.BASIC, null).newSegmenter();
    private static final Segmenter VITERBI = new Model(Mode.VITERBI, null).newSegmenter();

    @ParameterizedTest
    @EnumSource
    void eachModeIsWhatHanLpCallsSo(Mode mode) {
        Segment bare = Bare.segment(mode);
        Segmenter ours = new Model(mode, null).newSegmenter();
        TEXTS.forEach(text -> assertEquals(Bare.words(bare, text), Bare.words(ours, text)));
    }

    @Test
    void theModesDiffer() {
        String text = "王小明在西湖区人民政府说自然语言处理";
        List<String> standard = Bare.words(new Model(Mode.STANDARD, null).newSegmenter(), text);
        assertTrue(standard.contains("王小明"), standard.toString());
        assertTrue(!Bare.words(VITERBI, text).contains("王小明"));
        assertTrue(Bare.words(VITERBI, text).contains("自然语言处理"));
        assertTrue(!Bare.words(BASIC, text).contains("自然语言处理"));
    }

    @Property(tries = 3000)
    void anyTextIsCutAsHanLpCutsIt(@ForAll("texts") String text) {
        assertEquals(Bare.words(BARE_BASIC, text), Bare.words(BASIC, text));
        assertEquals(Bare.words(BARE_VITERBI, text), Bare.words(VITERBI, text));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> common = Arbitraries.of("一二三百千万零〇0123456789.,，．年月日abcＡ１中国人民的和服商品务海自来水 \u3000\n😀①％。！、“”—…"
                .chars()
                .mapToObj(c -> (char) c)
                .toList());
        Arbitrary<Character> han = Arbitraries.chars().range('\u4e00', '\u9fff');
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, common),
                        net.jqwik.api.Tuple.of(3, han),
                        net.jqwik.api.Tuple.of(1, Arbitraries.chars()))
                .list()
                .ofMinSize(1)
                .ofMaxSize(24)
                .map(chars -> {
                    StringBuilder text = new StringBuilder();
                    chars.forEach(text::append);
                    return text.toString();
                });
    }

    @Test
    void theBuffersAreAsNewForTheNextText() {
        String giant = String.join("", TEXTS).repeat(300);
        assertEquals(Bare.words(BARE_VITERBI, giant), Bare.words(VITERBI, giant));
        TEXTS.forEach(text -> assertEquals(Bare.words(BARE_VITERBI, text), Bare.words(VITERBI, text)));
    }

    /** HanLP takes a kilobyte and more a character: half a million of them without a break would be half a gigabyte. */
    @Test
    void aGiantTextWithoutABreakTakesFewBytesACharacter() {
        String giant = "中华人民共和国万岁".repeat(60_000);
        Words words = new Words();
        long before = allocated();
        new PathSegmenter(List.of()).segment(giant.toCharArray(), 0, giant.length(), words);
        long bytes = (allocated() - before) / giant.length();
        assertTrue(words.size() > 100_000, words.size() + " words");
        assertTrue(bytes < 250, bytes + " bytes a character, those that were outgrown included");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
