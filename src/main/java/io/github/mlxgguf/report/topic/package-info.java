/** The topics of the report, each with the tables and sentences that stand under it. */
@NullMarked
package io.github.mlxgguf.report.topic;

import org.jspecify.annotations.NullMarked;
