/** What a change is: the words every other package shares. Depends on nothing. */
@NullMarked
package dev.limosa.change;

import org.jspecify.annotations.NullMarked;
