package io.github.mlxgguf.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least squares of relative errors: what is made smallest is the sum of (predicted / measured − 1)². Times of a computer scatter by a
 * share of themselves, so that the longest would else decide alone. Source: Tofallis, "Least Squares Percentage Regression", Journal of
 * Modern Applied Statistical Methods 7 (2008).
 */
public final class RelativeLeastSquares {
    private RelativeLeastSquares() {}

    /**
     * One measurement.
     *
     * @param y above 0
     */
    public record Point(double x, double y) {}

    /** {@code intercept + slope · x}. */
    public record Line(double intercept, double slope) {
        public double at(double x) {
            return intercept + slope * x;
        }
    }

    /**
     * The line whose intercept is not below 0: where the free line's is, the best line through the origin.
     *
     * @return null if all x are equal, which no line can tell apart, or if y does not grow with x
     */
    public static @Nullable Line line(List<Point> points) {
        if (points.stream().mapToDouble(Point::x).distinct().count() < 2) {
            return null;
        }
        // With u = 1/y and v = x/y the sum of (a·u + b·v − 1)² is the smallest where
        // a·Σu² + b·Σuv = Σu and a·Σuv + b·Σv² = Σv.
        double uu = 0;
        double uv = 0;
        double vv = 0;
        double sumU = 0;
        double sumV = 0;
        for (Point point : points) {
            double u = 1 / point.y();
            double v = point.x() / point.y();
            uu += u * u;
            uv += u * v;
            vv += v * v;
            sumU += u;
            sumV += v;
        }
        double determinant = uu * vv - uv * uv;
        Line free = new Line((sumU * vv - sumV * uv) / determinant, (sumV * uu - sumU * uv) / determinant);
        Line line = free.intercept() < 0 ? new Line(0, sumV / vv) : free;
        return line.slope() > 0 ? line : null;
    }

    /**
     * The constant with the smallest sum of (constant / measured − 1)².
     *
     * @param measured at least one, all above 0
     */
    public static double constant(List<Double> measured) {
        double inverse = 0;
        double squares = 0;
        for (double value : measured) {
            inverse += 1 / value;
            squares += 1 / (value * value);
        }
        return inverse / squares;
    }
}
