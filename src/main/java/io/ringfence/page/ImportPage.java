package io.ringfence.page;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Part;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.ringfence.api.command.Wait;
import io.ringfence.api.listing.ImportAnswer;
import io.ringfence.api.listing.Imports;
import io.ringfence.api.parameter.HttpTrace;
import io.ringfence.api.rights.Caller;
import io.ringfence.domain.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** {@code /sites/{siteId}/import}: provisions what a file lists, after a preview. */
@Controller("/sites/{siteId}/import")
final class ImportPage {
    private static final Wait PATIENCE = new Wait(OptionalLong.empty(), Duration.ofSeconds(30));

    private final Pages pages;
    private final Templates templates;
    private final Places places;
    private final Imports imports;

    ImportPage(Pages pages, Templates templates, Places places, Imports imports) {
        this.pages = pages;
        this.templates = templates;
        this.places = places;
        this.imports = imports;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    Mono<MutableHttpResponse<?>> form(@PathVariable String siteId, HttpRequest<?> request) {
        return pages.show(request, () -> {
            Place site = places.inAddress(siteId, request);
            Caller.of(request).require(Channel.PROVISIONING, siteId);
            return Mono.just(page(new ImportView(site, "", Optional.empty()), request));
        });
    }

    /** Tries what a file lists, or asks for what was tried. */
    @Post
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.TEXT_HTML)
    @ExecuteOn(TaskExecutors.BLOCKING)
    Mono<MutableHttpResponse<?>> ask(
            @PathVariable String siteId,
            @Part @Nullable CompletedFileUpload file,
            @Part @Nullable String content,
            HttpRequest<?> request) {
        return pages.show(request, () -> {
            if (content != null) {
                byte[] tried = content.getBytes(StandardCharsets.UTF_8);
                return shown(
                        siteId,
                        tried,
                        imports.ask(file(siteId, tried, request), HttpTrace.of(request), PATIENCE),
                        request);
            }
            byte[] sent = file == null ? new byte[0] : bytes(file);
            return shown(siteId, sent, imports.dryRun(file(siteId, sent, request)), request);
        });
    }

    private Mono<JteModel> shown(String siteId, byte[] content, Mono<ImportAnswer> answer, HttpRequest<?> request) {
        Place site = places.inAddress(siteId, request);
        return answer.map(given ->
                page(new ImportView(site, new String(content, StandardCharsets.UTF_8), Optional.of(given)), request));
    }

    private static Imports.File file(String siteId, byte[] content, HttpRequest<?> request) {
        return new Imports.File(siteId, Visitor.of(request).name(), content, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(CompletedFileUpload file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JteModel page(ImportView view, HttpRequest<?> request) {
        return templates.importing(pages.frame("Import at " + view.site().name(), request), view);
    }
}
