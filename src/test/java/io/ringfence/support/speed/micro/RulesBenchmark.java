package io.ringfence.support.speed.micro;

import io.ringfence.domain.Decision;
import io.ringfence.domain.Limits;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The pure decision. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RulesBenchmark {
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
