package io.ringfence.api.listing;

import io.ringfence.api.number.RequestAnswer;
import java.util.List;

/**
 * What an import came to, or would come to.
 *
 * @param ignoredColumns headings of columns that a number's provisioning does not take
 * @param rows in the order of the file
 */
public record ImportAnswer(
        boolean dryRun,
        long accepted,
        long rejected,
        long inProgress,
        List<String> ignoredColumns,
        List<ImportRow> rows) {
    static ImportAnswer of(boolean dryRun, List<String> ignoredColumns, List<ImportRow> rows) {
        return new ImportAnswer(
                dryRun,
                count(rows, RequestAnswer.Status.ACCEPTED),
                count(rows, RequestAnswer.Status.REJECTED),
                count(rows, RequestAnswer.Status.IN_PROGRESS),
                ignoredColumns,
                rows);
    }

    private static long count(List<ImportRow> rows, RequestAnswer.Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }
}
