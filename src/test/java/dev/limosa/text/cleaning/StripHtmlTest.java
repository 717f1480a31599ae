package dev.limosa.text.cleaning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StripHtmlTest {

    private static void strips(String html, String expected) {
        assertEquals(expected, HtmlStripper.strip(html));
    }

    @Test
    void inlineTagsVanishAndOthersBreakTheLine() {
        strips("<p>这是<b>中文</b>。</p>", "\n这是中文。\n");
        strips("one<br>two<BR/>three", "one\ntwo\nthree");
        strips("<ul><li>x<li>y</ul>", "\n\nx\ny\n");
        strips("a<o:p></o:p>b", "a\n\nb");
        strips("m<sup>2</sup> H<sub>2</sub>O", "m2 H2O");
    }

    @Test
    void quotedAttributesMayHoldAngles() {
        strips("<a href=\"x>y\" title='<b>'>link</a>", "link");
        strips("<img alt = '>' src=a.png>x", "x");
        strips("<a title=it's>x</a>", "x");
    }

    @Test
    void commentsScriptsAndStylesGoWithWhatIsInThem() {
        strips("a<!-- <b>not</b> -- > -->b", "ab");
        strips("a<!---->b<!-->c", "abc");
        strips("<!DOCTYPE html><?xml version='1.0'?>x", "x");
        strips("a<script type='x'>if (a<b) alert('</p>')</SCRIPT >b", "a\n\nb");
        strips("a<style>p > b {}</style>b", "a\n\nb");
        strips("<![CDATA[a<b & c]]>", "a<b & c");
    }

    @Test
    void referencesBecomeCharacters() {
        strips("caf&eacute; &lt;b&gt; &amp;amp; &hearts;", "café <b> &amp; ♥");
        strips("&#20013;&#x6587;&#X1F600;&#0041;", "中文😀)");
        strips("a&nbsp;b&#160;c", "a b\u00A0c");
    }

    @Test
    void referencesToNoCharacterBecomeTheReplacementCharacter() {
        strips("&#0;&#xD83D;&#x110000;", "\uFFFD\uFFFD\uFFFD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b && c > d",
                "1<2, <3 you",
                "AT&T; &unknown; &amp &; &#; &#x; &#xZ; &#12",
                "mail <john@example.org>",
                "<div",
                "text <a href='x",
                "a <!-- never ends",
                "a <![CDATA[ never ends",
                "</ p>",
                "<",
                "&",
                "</",
                "<!",
                "<?php echo",
                "x <p <b"
            })
    void whatIsNoHtmlStays(String text) {
        assertSame(text, HtmlStripper.strip(text));
    }

    @Test
    void whatNeverEndsDoesNotTakeWhatFollowsWithIt() {
        strips("<p>open <b>bold <i>it</p>", "\nopen bold it\n");
        strips("<script>var a = 1; <b>x</b>", "\nvar a = 1; x");
        strips("a <!-- b <b>c</b>", "a <!-- b c");
        strips("<a href=\"x>shown</a> \"", "shown \"");
    }

    /** Each of these keeps a scanner that goes back busy for minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "&",
                "<?",
                "<!",
                "</",
                "<a ",
                "<a b='",
                "<a b='' c='",
                "<a b=\" c=\"",
                "<!--",
                "<![CDATA[",
                "<script>",
                "<style>",
                "<script></",
                "&#",
                "&amp",
                "<a <!--#x ",
                "<a b=\"<c d='<e f=\"",
                "<p b = ",
                "-->",
                "<a b='\"<",
                "&aaaaaaaaaa;"
            })
    void takesTimeInProportionToTheLength(String unit) {
        String hostile = unit.repeat(1_000_000 / unit.length());
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertNotNull(HtmlStripper.strip(hostile + "<>" + hostile)));
    }
}
