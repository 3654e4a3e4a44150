package io.ringfence.support.measurement;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** What an answer costs that has nothing to say. */
@Controller("/empty")
@Requires(property = "measurement.empty")
class EmptyEndpoint {
    @Get
    String empty() {
        return "";
    }
}
