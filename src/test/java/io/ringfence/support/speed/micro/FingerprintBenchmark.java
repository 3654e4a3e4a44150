package io.ringfence.support.speed.micro;

import io.ringfence.topology.Fingerprint;
import org.openjdk.jmh.annotations.Benchmark;

/** What tells two requests with the same id apart. */
public class FingerprintBenchmark extends NanosPerCall {
    @Benchmark
    public byte[] fingerprint() {
        return Fingerprint.of(Samples.ALLOCATE);
    }
}
