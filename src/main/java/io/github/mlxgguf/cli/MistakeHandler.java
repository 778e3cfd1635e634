package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.ResultsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A user's mistake is one sentence; anything else is a defect of ours and keeps its stack trace. */
final class MistakeHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine line, ParseResult parsed) throws Exception {
        if (exception instanceof ResultsException) {
            line.getErr().println(exception.getMessage());
            return Main.USAGE;
        }
        throw exception;
    }
}
