package io.ringfence.page;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What the build makes of the templates. */
@Factory
final class TemplatesFactory {
    @Singleton
    Templates templates() {
        return new StaticTemplates();
    }
}
