package io.ringfence.support.speed.micro;

import io.ringfence.domain.Decision;
import io.ringfence.domain.Limits;
import org.openjdk.jmh.annotations.Benchmark;

/** The pure decision. */
public class RulesBenchmark extends NanosPerCall {
    @Benchmark
    public Decision accepted() {
        return Samples.RULES.decide(Samples.AVAILABLE, Samples.ALLOCATE, Limits.NONE, Samples.NOW);
    }

    @Benchmark
    public Decision acceptedForUser() {
        return Samples.RULES.decide(Samples.ACTIVE, Samples.ASSIGN, Limits.NONE, Samples.NOW);
    }

    @Benchmark
    public Decision refused() {
        return Samples.RULES.decide(Samples.ACTIVE, Samples.ALLOCATE, Limits.NONE, Samples.NOW);
    }
}
