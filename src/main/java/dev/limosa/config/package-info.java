/** One migration.yaml becomes immutable records; anything wrong is refused, all errors at once. */
@NullMarked
package dev.limosa.config;

import org.jspecify.annotations.NullMarked;
