/**
 * Chinese words out of Chinese text, with the dictionaries of HanLP. Nothing in here knows of Lucene, and nothing
 * outside knows of HanLP's classes.
 */
@NullMarked
package dev.limosa.text.hanlp;

import org.jspecify.annotations.NullMarked;
