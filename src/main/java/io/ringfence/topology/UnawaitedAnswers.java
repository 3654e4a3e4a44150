package io.ringfence.topology;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Counts answers that nothing waits for, among the metrics of Kafka Streams: {@code answers-unawaited-total} of a task. */
final class UnawaitedAnswers {
    private final Sensor sensor;

    UnawaitedAnswers(ProcessorContext<?, ?> context) {
        sensor = context.metrics()
                .addRateTotalSensor(
                        "ringfence", context.taskId().toString(), "answers-unawaited", Sensor.RecordingLevel.INFO);
    }

    void record() {
        sensor.record();
    }
}
