package io.github.mlxgguf.metric.leak;

import java.util.Arrays;
import java.util.List;

/** Sums over readings. */
final class Sums {
    private Sums() {}

    static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    static double[] minus(double[] values, List<Double> fitted) {
        return minus(values, fitted.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static double[] minus(double[] values, double[] fitted) {
        double[] rest = new double[values.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = values[i] - fitted[i];
        }
        return rest;
    }
}
