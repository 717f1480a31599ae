/** How far the target is behind the source, in rows and in seconds, told by barriers. */
@NullMarked
package dev.limosa.lag;

import org.jspecify.annotations.NullMarked;
