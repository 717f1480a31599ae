/** Rows that could not be carried to the target: seeing them, having them read again, giving them up. */
@NullMarked
package dev.limosa.openrow;

import org.jspecify.annotations.NullMarked;
