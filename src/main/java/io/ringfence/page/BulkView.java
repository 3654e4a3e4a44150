package io.ringfence.page;

import io.ringfence.api.number.RequestAnswer;
import io.ringfence.domain.Action;
import io.ringfence.query.NumberRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several numbers, and what is to be done with all of them.
 *
 * @param results of each, tried or asked; empty before
 * @param filters of the page that they were selected on
 */
record BulkView(Place site, List<NumberRow> rows, BulkForm form, List<Result> results, Filters filters) {
    /** What came, or would come, of one number. */
    record Result(String phoneNumber, long version, RequestAnswer answer) {
        boolean isAccepted() {
            return answer.status() == RequestAnswer.Status.ACCEPTED;
        }

        String sentence() {
            return Note.of(answer, null).sentence();
        }
    }

    String address() {
        return filters.address(site.address() + "/bulk");
    }

    String preview() {
        return filters.address(site.address() + "/bulk/preview");
    }

    /** What all of them allow. */
    List<Action> offered() {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Action> common = new ArrayList<>(rows.get(0).availableActions());
        rows.forEach(row -> common.retainAll(row.availableActions()));
        return List.copyOf(common);
    }

    long accepted() {
        return results.stream().filter(Result::isAccepted).count();
    }

    List<Result> refused() {
        return results.stream().filter(result -> !result.isAccepted()).toList();
    }

    /** Of those that would be accepted, as they were when that was tried. */
    String versions() {
        return results.stream()
                .filter(Result::isAccepted)
                .map(result -> new BulkForm.Tried(result.phoneNumber(), result.version()).toString())
                .collect(Collectors.joining("\n"));
    }

    /** Null while none is chosen. */
    Action action() {
        return form.action();
    }

    String label() {
        return Words.of(action());
    }

    String title() {
        return label() + " " + Words.numbers(rows.isEmpty() ? results.size() : rows.size());
    }

    Needed needed() {
        return Needed.by(action());
    }
}
