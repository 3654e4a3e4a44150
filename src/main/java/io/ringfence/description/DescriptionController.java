package io.ringfence.description;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;

/** {@code /openapi.yml} and {@code /asyncapi.yml}. */
@Controller
final class DescriptionController {
    /** Of RFC 9512. */
    private static final String YAML = "application/yaml";

    private final String api;
    private final String topics;

    DescriptionController(ApiDescription api, TopicsDescription topics) {
        this.api = api.text();
        this.topics = topics.text();
    }

    @Get("/openapi.yml")
    @Produces(YAML)
    String api() {
        return api;
    }

    @Get("/asyncapi.yml")
    @Produces(YAML)
    String topics() {
        return topics;
    }
}
