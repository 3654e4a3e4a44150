package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.ActionRequest;
import io.ringfence.readme.JavaClient;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the Java example of integration.md. */
@OnPlatform
class JavaExampleIT {
    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    void publishesARequestAndReadsItsOutcome(Platform platform, Client client) throws Exception {
        ActionRequest provision = Requests.provision(Numbers.next());
        client.publish(provision);
        client.change(provision);

        GenericRecord outcome = JavaClient.nominate(
                platform.bootstrapServers(), platform.registryUrl(), provision.phoneNumber(), provision.siteId());

        assertThat(outcome.get("version")).isEqualTo(2L);
        assertThat(((GenericRecord) outcome.get("after")).get("mainNumber")).isEqualTo(true);
    }
}
