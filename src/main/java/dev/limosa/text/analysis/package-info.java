/**
 * From a text to its tokens: char filters → tokenizer → token filters, each of them one of Lucene's factories or one of
 * ours that looks like them.
 */
@NullMarked
package dev.limosa.text.analysis;

import org.jspecify.annotations.NullMarked;
