/** Functions from text to text: what a table's transforms and the steps of a cleaned output are made of. */
@NullMarked
package dev.limosa.text.cleaning;

import org.jspecify.annotations.NullMarked;
