/** ④ Is the target what the transforms make of the source? */
@NullMarked
package dev.limosa.verify;

import org.jspecify.annotations.NullMarked;
