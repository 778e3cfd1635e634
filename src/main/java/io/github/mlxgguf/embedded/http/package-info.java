/** The LM Studio-compatible HTTP interface: routes, event streams, and the Netty plumbing below them. */
@NullMarked
package io.github.mlxgguf.embedded.http;

import org.jspecify.annotations.NullMarked;
