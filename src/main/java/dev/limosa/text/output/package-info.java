/**
 * What a row's texts become: the outputs of a table, worked out once as a graph of steps and then run for every row.
 * Steps that several outputs have in common are there once.
 */
@NullMarked
package dev.limosa.text.output;

import org.jspecify.annotations.NullMarked;
