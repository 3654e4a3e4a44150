package io.ringfence.api.routing;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.ringfence.query.Instance;
import io.ringfence.query.ReadModel;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A question of our own that is answered at once.
 *
 * @param path and query, under which other instances answer it
 * @param headers that it needs there
 * @param type of the answer
 * @param answer from the stores of this instance
 */
public record OwnQuestion<T>(
        Instances instances, URI path, Map<String, String> headers, Class<T> type, Function<ReadModel, T> answer)
        implements Routing.Question<MutableHttpResponse<T>> {
    @Override
    public Mono<MutableHttpResponse<T>> here(ReadModel readModel) {
        return Mono.just(HttpResponse.ok(answer.apply(readModel)));
    }

    @Override
    public Mono<MutableHttpResponse<T>> at(Instance instance, Forwarded capacity) {
        return instances.ask(path, headers, instance, capacity, type);
    }
}
