package io.ringfence.api.listing;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.io.InputStream;

/** A listing as a file. */
final class CsvAnswer {
    private static final MediaType CSV = MediaType.of("text/csv; charset=utf-8; header=present");

    private CsvAnswer() {}

    /**
     * The file.
     *
     * @param name without an ending, and of characters that need no quoting
     */
    static MutableHttpResponse<InputStream> of(InputStream text, String name) {
        return HttpResponse.ok(text)
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
    }

    /** Whether that is what the client would rather have. */
    static boolean isPreferredBy(HttpRequest<?> request) {
        return request.accept().stream()
                .filter(type -> type.equals(MediaType.TEXT_CSV_TYPE)
                        || type.equals(MediaType.APPLICATION_JSON_TYPE)
                        || type.equals(MediaType.ALL_TYPE))
                .findFirst()
                .map(MediaType.TEXT_CSV_TYPE::equals)
                .orElse(false);
    }
}
