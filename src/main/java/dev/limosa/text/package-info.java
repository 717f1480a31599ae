/**
 * The text engine: pure functions on strings, no Kafka in sight. What they do with a character is ICU's and Lucene's
 * doing, never the JVM's or the machine's locale, so the same row becomes the same text everywhere and for ever.
 */
@NullMarked
package dev.limosa.text;

import org.jspecify.annotations.NullMarked;
