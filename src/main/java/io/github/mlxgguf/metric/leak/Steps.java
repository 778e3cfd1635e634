package io.github.mlxgguf.metric.leak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A course that is flat but for a few jumps: the levels and places by least squares (Bai and Perron, Journal of Applied Econometrics
 * 18, 2003).
 *
 * @param starts index of the first reading after each jump, in order
 * @param rise from the first level to the last
 */
record Steps(List<Integer> starts, double rise, boolean upward, List<Double> fitted) {
    /** A jump needs this many readings on both sides, or it is an outlier. */
    static final int MIN_LENGTH = 3;

    /** The best course for each number of jumps from 1 to {@code most}, where the readings suffice for as many. */
    static List<Steps> upTo(int most, double[] readings) {
        int n = readings.length;
        double[][] least = new double[most + 1][n + 1];
        int[][] from = new int[most + 1][n + 1];
        Squares squares = new Squares(readings);
        for (int jumps = 0; jumps <= most; jumps++) {
            for (int end = 0; end <= n; end++) {
                least[jumps][end] = jumps == 0 && end >= MIN_LENGTH ? squares.of(0, end) : Double.POSITIVE_INFINITY;
                for (int start = MIN_LENGTH; jumps > 0 && start <= end - MIN_LENGTH; start++) {
                    double candidate = least[jumps - 1][start] + squares.of(start, end);
                    if (candidate < least[jumps][end]) {
                        least[jumps][end] = candidate;
                        from[jumps][end] = start;
                    }
                }
            }
        }
        List<Steps> all = new ArrayList<>();
        for (int jumps = 1; jumps <= most && least[jumps][n] < Double.POSITIVE_INFINITY; jumps++) {
            List<Integer> starts = new ArrayList<>();
            int end = n;
            for (int left = jumps; left > 0; left--) {
                end = from[left][end];
                starts.add(0, end);
            }
            all.add(of(starts, squares, n));
        }
        return all;
    }

    /** The readings of the longest stretch without a jump. */
    double[] longestStretch(double[] readings) {
        double[] longest = new double[0];
        int start = 0;
        for (int stretch = 0; stretch <= starts.size(); stretch++) {
            int end = stretch == starts.size() ? readings.length : starts.get(stretch);
            if (end - start > longest.length) {
                longest = Arrays.copyOfRange(readings, start, end);
            }
            start = end;
        }
        return longest;
    }

    private static Steps of(List<Integer> starts, Squares squares, int n) {
        double[] fitted = new double[n];
        boolean upward = true;
        for (int segment = 0; segment <= starts.size(); segment++) {
            int start = segment == 0 ? 0 : starts.get(segment - 1);
            int end = segment == starts.size() ? n : starts.get(segment);
            double level = squares.mean(start, end);
            upward &= segment == 0 || level > fitted[start - 1];
            for (int i = start; i < end; i++) {
                fitted[i] = level;
            }
        }
        return new Steps(List.copyOf(starts), fitted[n - 1] - fitted[0], upward, Sums.list(fitted));
    }

    /** Squared distances from the mean of any stretch, from running sums. */
    private static final class Squares {
        private final double[] sums;
        private final double[] squares;
        private final double offset;

        /** Sums of distances from the first reading, since squares of whole readings would cancel. */
        Squares(double[] readings) {
            sums = new double[readings.length + 1];
            squares = new double[readings.length + 1];
            offset = readings[0];
            for (int i = 0; i < readings.length; i++) {
                double distance = readings[i] - offset;
                sums[i + 1] = sums[i] + distance;
                squares[i + 1] = squares[i] + distance * distance;
            }
        }

        double of(int start, int end) {
            double sum = sums[end] - sums[start];
            return Math.max(0, squares[end] - squares[start] - sum * sum / (end - start));
        }

        double mean(int start, int end) {
            return offset + (sums[end] - sums[start]) / (end - start);
        }
    }
}
