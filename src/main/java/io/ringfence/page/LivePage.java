package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import gg.jte.output.StringOutput;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.live.EventStream;
import io.ringfence.api.live.SiteEvents;
import io.ringfence.api.routing.Routing;
import io.ringfence.query.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}/events}: the rows of a site's page, as they change. */
@Controller("/sites/{siteId}/events")
final class LivePage {
    private final Templates templates;
    private final Places places;
    private final SiteEvents events;

    LivePage(Templates templates, Places places, SiteEvents events) {
        this.templates = templates;
        this.places = places;
        this.events = events;
    }

    @Get
    @Produces(MediaType.TEXT_EVENT_STREAM)
    Mono<MutableHttpResponse<?>> events(@PathVariable String siteId, HttpRequest<?> request) {
        Place site = places.inAddress(siteId, request);
        Visitor visitor = Visitor.of(request);
        return Routing.answerTo(
                request,
                events.of(siteId, request)
                        .map(told -> EventStream.response(
                                told.map(event -> encoded(event, site, visitor).getBytes(StandardCharsets.UTF_8)))));
    }

    /** All have a name and data: a script sees no comment, and has to know that nobody is silent. */
    private String encoded(LiveEvent event, Place site, Visitor visitor) {
        if (event instanceof LiveEvent.Changed changed) {
            return event("row", html(templates.row(RowView.of(changed.row(), site, visitor, RowView.Table.SITE))));
        } else if (event instanceof LiveEvent.Withdrawn gone) {
            return event("gone", gone.phoneNumber());
        } else if (event instanceof LiveEvent.Ready) {
            return event("ready", "{}");
        } else if (event instanceof LiveEvent.Alive) {
            return event("alive", "{}");
        }
        return event("moved", "{}");
    }

    private static String event(String name, String data) {
        return data.lines()
                .map(line -> "data: " + line + "\n")
                .collect(Collectors.joining("", "event: " + name + "\n", "\n"));
    }

    private static String html(JteModel part) {
        StringOutput html = new StringOutput();
        part.render(html);
        return html.toString();
    }
}
