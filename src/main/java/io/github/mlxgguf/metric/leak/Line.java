package io.github.mlxgguf.metric.leak;

/** A line by least squares. */
record Line(double intercept, double slope, double squares) {
    /** The line of y over x, which must not be all the same. */
    static Line through(double[] x, double[] y) {
        double meanX = Sums.mean(x);
        double meanY = Sums.mean(y);
        double xx = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += (x[i] - meanX) * (x[i] - meanX);
            xy += (x[i] - meanX) * (y[i] - meanY);
        }
        double slope = xy / xx;
        double intercept = meanY - slope * meanX;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            double rest = y[i] - intercept - slope * x[i];
            squares += rest * rest;
        }
        return new Line(intercept, slope, squares);
    }

    double[] at(double[] x) {
        double[] fitted = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            fitted[i] = intercept + slope * x[i];
        }
        return fitted;
    }
}
