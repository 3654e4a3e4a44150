package io.ringfence.api.routing;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.Location;
import io.ringfence.query.Placement;
import io.ringfence.query.ReadModel;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has a question about all sites answered by everybody who has some of them. Where nobody can answer for one, there is no
 * answer: never a part of it.
 */
@Singleton
public final class Gathering {
    /** Of a request that was handed on: the partitions that are asked for, for each belongs to one instance. */
    static final String PARTITIONS = "Ringfence-Partitions";

    private final Placement placement;
    private final Routing routing;
    private final Instances instances;

    Gathering(Placement placement, Routing routing, Instances instances) {
        this.placement = placement;
        this.routing = routing;
        this.instances = instances;
    }

    /**
     * A question about all sites.
     *
     * @param path and query, under which other instances answer for their part
     * @param type of an answer, which is the same for some sites and for all
     * @param some answers from some partitions
     * @param all answers from the answers for some
     */
    public record Question<T>(
            URI path, Class<T> type, BiFunction<ReadModel, Set<Integer>, T> some, Function<List<T>, T> all) {}

    /** What a client gets. One that was handed on is answered for the partitions that it names. */
    public <T> Mono<MutableHttpResponse<?>> answer(HttpRequest<?> request, Question<T> question) {
        return answer(request, question, ask(question).map(Function.identity()));
    }

    /**
     * The same, where a client gets more than what is gathered.
     *
     * @param whole what a client gets; not asked for where the request was handed on
     */
    public <T> Mono<MutableHttpResponse<?>> answer(
            HttpRequest<?> request, Question<T> question, Mono<MutableHttpResponse<?>> whole) {
        if (Forwarded.of(request) == Forwarded.NOT) {
            return Routing.answerTo(request, whole);
        }
        Set<Integer> partitions = partitions(request);
        return routing.answer(
                request,
                () -> Location.UNKNOWN,
                readModel -> HttpResponse.ok(question.some().apply(readModel, partitions)));
    }

    /** Asks everybody; ends with {@link io.ringfence.query.NotQueryableException} where nobody can answer for some. */
    public <T> Mono<MutableHttpResponse<T>> ask(Question<T> question) {
        return Flux.defer(() -> Flux.fromIterable(placement.ofAllSites().entrySet()))
                .flatMap(part -> routing.ask(part::getKey, part(question, part.getValue())))
                .collectList()
                .map(parts -> gathered(question, parts));
    }

    private static <T> MutableHttpResponse<T> gathered(Question<T> question, List<MutableHttpResponse<T>> parts) {
        MutableHttpResponse<T> response = HttpResponse.ok(
                question.all().apply(parts.stream().map(HttpResponse::body).toList()));
        parts.forEach(part -> Routing.copyLag(part, response));
        return response;
    }

    private static Set<Integer> partitions(HttpRequest<?> request) {
        String value = request.getHeaders().get(PARTITIONS, String.class).orElse("");
        try {
            return Arrays.stream(value.split(",")).map(Integer::valueOf).collect(Collectors.toSet());
        } catch (NumberFormatException e) {
            throw Refusals.invalid(PARTITIONS, value, "numbers of partitions, separated by commas");
        }
    }

    /** What is asked of who has some partitions. */
    private <T> OwnQuestion<T> part(Question<T> question, Set<Integer> partitions) {
        String asked = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return new OwnQuestion<>(
                instances, question.path(), Map.of(PARTITIONS, asked), question.type(), readModel -> question.some()
                        .apply(readModel, partitions));
    }
}
