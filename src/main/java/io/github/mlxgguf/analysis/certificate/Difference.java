package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.summary.Grade;

/** Grades a relative difference between the two builds. */
final class Difference {
    private Difference() {}

    static Grade grade(double difference) {
        if (difference <= CertificateIssuer.MAX_DIFFERENCE_A) {
            return Grade.A;
        }
        if (difference <= CertificateIssuer.MAX_DIFFERENCE_B) {
            return Grade.B;
        }
        return difference <= CertificateIssuer.MAX_DIFFERENCE_C ? Grade.C : Grade.D;
    }
}
