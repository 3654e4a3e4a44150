package io.ringfence.support.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands a test the {@link Platform}, which all classes of a run share: tests keep to numbers and sites of their own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnPlatform.Resolver.class)
public @interface OnPlatform {
    /** Starts the platform at its first use; JUnit closes it after the last test. */
    final class Resolver implements ParameterResolver {
        private record Running(Platform platform) implements AutoCloseable {
            @Override
            public void close() throws Exception {
                platform.close();
            }
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Platform.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Platform.class))
                    .getOrComputeIfAbsent(Running.class, type -> new Running(Platform.start()), Running.class)
                    .platform();
        }
    }
}
