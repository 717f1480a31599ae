/** An embedded Kafka, two embedded PostgreSQL, sample data and live writers around the real service. Never shipped. */
@NullMarked
package dev.limosa.demo;

import org.jspecify.annotations.NullMarked;
