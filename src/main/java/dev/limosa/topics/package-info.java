/** Every topic's name, partitions and policy, and the form of its records. */
@NullMarked
package dev.limosa.topics;

import org.jspecify.annotations.NullMarked;
