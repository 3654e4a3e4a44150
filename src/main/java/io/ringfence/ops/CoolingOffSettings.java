package io.ringfence.ops;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.ringfence.StartupException;
import io.ringfence.domain.CoolingOffPolicy;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Settings of cooling off.
 *
 * @param zone where a cooling-off date's day ends, such as UTC or Europe/London
 * @param afterDeallocation days that a deallocated number cools off; 0 for none
 */
@ConfigurationProperties("ringfence.cooling-off")
record CoolingOffSettings(
        @Bindable(defaultValue = "UTC") String zone,
        @Bindable(defaultValue = "0") int afterDeallocation) {

    CoolingOffPolicy policy() {
        if (afterDeallocation < 0) {
            throw new StartupException(
                    "ringfence.cooling-off.after-deallocation is " + afterDeallocation + ": days cannot be negative.");
        }
        try {
            return new CoolingOffPolicy(ZoneId.of(zone), afterDeallocation);
        } catch (DateTimeException e) {
            throw new StartupException("ringfence.cooling-off.zone is no time zone: " + zone, e);
        }
    }
}
