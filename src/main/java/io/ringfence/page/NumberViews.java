package io.ringfence.page;

import io.ringfence.api.number.NumberHistories;
import io.ringfence.api.number.NumberRows;
import io.ringfence.api.number.RequestAnswer;
import io.ringfence.api.problem.Refusals;
import io.ringfence.query.NumberRow;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** Puts together what the page of a number shows. */
@Singleton
final class NumberViews {
    private static final int CHANGES = 25;

    private final Places places;
    private final NumberRows rows;
    private final NumberHistories histories;

    NumberViews(Places places, NumberRows rows, NumberHistories histories) {
        this.places = places;
        this.rows = rows;
        this.histories = histories;
    }

    /**
     * The view; 404 where the number was never provisioned.
     *
     * @param before a version; empty for the newest changes
     * @param answer to what was asked on the page
     */
    Mono<NumberView> of(String phoneNumber, OptionalLong before, Visitor visitor, Optional<RequestAnswer> answer) {
        Mono<Optional<NumberRow>> row = rows.of(phoneNumber)
                .map(Optional::of)
                .onErrorResume(Refusals::isNotFound, gone -> Mono.just(Optional.empty()));
        return row.flatMap(now -> histories
                .of(phoneNumber, before, CHANGES)
                .map(history -> new NumberView(
                        phoneNumber, now.map(number -> view(number, visitor, answer)), history, visitor, places)));
    }

    private RowView view(NumberRow row, Visitor visitor, Optional<RequestAnswer> answer) {
        RowView view = RowView.of(row, places.of(row.state().siteId()), visitor, RowView.Table.NUMBER);
        return answer.map(given -> view.with(Note.of(given, row))).orElse(view);
    }
}
