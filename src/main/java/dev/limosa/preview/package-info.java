/**
 * What the transforms make of a text or a row, and what another configuration would make of it instead: looked at
 * before anything is written.
 */
@NullMarked
package dev.limosa.preview;

import org.jspecify.annotations.NullMarked;
