package io.ringfence.api;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.query.ReadModel;
import io.ringfence.query.SiteSummary;
import java.util.List;

/** {@code /api/sites}: every site at a glance. */
@Controller("/api/sites")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SitesController {
    private final ReadModel readModel;

    SitesController(ReadModel readModel) {
        this.readModel = readModel;
    }

    @Get
    Sites sites() {
        return new Sites(readModel.sites());
    }

    /** The answer: an object, so that it can grow without breaking who reads it. */
    record Sites(List<SiteSummary> sites) {}
}
