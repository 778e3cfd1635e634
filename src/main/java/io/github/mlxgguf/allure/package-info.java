/** Shows each cell's records in Allure. The only package that imports Allure. */
@NullMarked
package io.github.mlxgguf.allure;

import org.jspecify.annotations.NullMarked;
