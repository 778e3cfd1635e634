/** Holds the suite's figures against a simulated server whose truth is known: {@code mvn verify -Pcalibrate}. */
@NullMarked
package io.github.mlxgguf.calibration;

import org.jspecify.annotations.NullMarked;
