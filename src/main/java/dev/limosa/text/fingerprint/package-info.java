/**
 * What makes a table's rows, down to the libraries and the words in their dictionaries, and the one number that tells
 * two such makings apart.
 */
@NullMarked
package dev.limosa.text.fingerprint;

import org.jspecify.annotations.NullMarked;
