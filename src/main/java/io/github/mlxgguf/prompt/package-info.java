/** What the models are asked, and how an answer's content is judged; both builds of a pair get the same texts. */
@NullMarked
package io.github.mlxgguf.prompt;

import org.jspecify.annotations.NullMarked;
