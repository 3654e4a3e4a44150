package io.ringfence.topology;

import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Rejection;
import io.ringfence.domain.StateChange;
import io.ringfence.domain.VoiceServiceOutcome;
import io.ringfence.trace.Trace;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** A line for each decision, at DEBUG. Names nobody: neither who asked nor whom a number is for. */
final class DecisionLog {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);

    private DecisionLog() {}

    static void tell(StateChange change, Trace trace) {
        line(trace)
                .addKeyValue("requestId", change.requestId())
                .addKeyValue("phoneNumber", change.phoneNumber())
                .addKeyValue("siteId", change.siteId())
                .addKeyValue("action", change.action())
                .addKeyValue("code", "ACCEPTED")
                .addKeyValue("version", change.version())
                .log("Accepted.");
    }

    static void tell(Rejection rejection, Trace trace) {
        line(trace)
                .addKeyValue("requestId", rejection.requestId())
                .addKeyValue("phoneNumber", rejection.phoneNumber())
                .addKeyValue("siteId", rejection.siteId())
                .addKeyValue("action", rejection.action())
                .addKeyValue("code", rejection.code())
                .addKeyValue(
                        "version",
                        Optional.ofNullable(rejection.current())
                                .map(PhoneNumber::version)
                                .orElse(null))
                .log("Rejected.");
    }

    static void tell(VoiceServiceOutcome outcome, Trace trace) {
        line(trace)
                .addKeyValue("orderId", outcome.orderId())
                .addKeyValue("siteId", outcome.siteId())
                .addKeyValue("type", outcome.type())
                .addKeyValue("result", outcome.result())
                .addKeyValue("code", outcome.code())
                .log("Order done.");
    }

    private static LoggingEventBuilder line(Trace trace) {
        return LOG.atDebug().addKeyValue(Trace.PARENT, trace.parent());
    }
}
