package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.ringfence.api.command.Wait;
import io.ringfence.api.listing.Sites;
import io.ringfence.api.order.OrderAnswer;
import io.ringfence.api.order.Orders;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.problem.Refusals;
import io.ringfence.api.rights.Caller;
import io.ringfence.domain.Channel;
import io.ringfence.domain.VoiceServiceOrder;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}/voice-services}: adds or ceases a party's numbers, after a preview. */
@Controller("/sites/{siteId}/voice-services")
final class VoiceServicesPage {
    private static final Wait PATIENCE = new Wait(OptionalLong.empty(), Duration.ofSeconds(10));
    private static final Wait LOOK = new Wait(OptionalLong.empty(), Duration.ofSeconds(2));

    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final Sites sites;
    private final Orders orders;

    VoiceServicesPage(Pages pages, Templates templates, Places places, Sites sites, Orders orders) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.sites = sites;
        this.orders = orders;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> form(@PathVariable String siteId, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            Caller.of(request).require(Channel.ORDERS, siteId);
            return sites.of(siteId)
                    .map(known -> known.orElseThrow(() -> Refusals.unknownSite(siteId)))
                    .map(known ->
                            page(new OrderView(site, OrderForm.EMPTY, Optional.empty(), Optional.empty()), request));
        });
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> ask(@PathVariable String siteId, @Body OrderForm form, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            VoiceServiceOrder order = form.order(site, Visitor.of(request).name());
            Mono<? extends OrderAnswer> answer =
                    form.isOrdered() ? orders.ask(order, HttpTrace.of(request), PATIENCE) : orders.dryRun(order);
            return answer.map(
                    given -> page(new OrderView(site, form, Optional.of(order), Optional.of(given)), request));
        });
    }

    /** What became of an order meanwhile. */
    @Get("/{orderId}")
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> outcome(
            @PathVariable String siteId, @PathVariable UUID orderId, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            return orders.outcome(siteId, orderId, LOOK)
                    .map(answer -> page(
                            new OrderView(site, OrderForm.ORDERED, Optional.empty(), Optional.of(answer)), request));
        });
    }

    private JteModel page(OrderView view, HttpRequest<?> request) {
        return templates.voiceServices(
                pages.frame("Voice services at " + view.site().name(), request), view);
    }
}
