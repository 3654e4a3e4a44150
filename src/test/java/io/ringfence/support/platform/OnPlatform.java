package io.ringfence.support.platform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands a test the {@link Platform}, which all classes of a run share, and a {@link Client} of it: tests keep to numbers
 * and sites of their own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OnPlatform.Resolver.class)
public @interface OnPlatform {
    /** Starts the platform at its first use; JUnit closes it after the last test, and a test's client after the test. */
    final class Resolver implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Platform.class);

        private record Running(Platform platform) implements AutoCloseable {
            @Override
            public void close() throws Exception {
                platform.close();
            }
        }

        /** What a constructor is given is one test's, too. */
        @Override
        public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
            return ExtensionContextScope.TEST_METHOD;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            Class<?> type = parameter.getParameter().getType();
            return type == Platform.class || type == Client.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            // Maven runs each class as a run of its own, and all of a process in one session.
            Platform platform = context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                    .getOrComputeIfAbsent(Running.class, type -> new Running(Platform.start()), Running.class)
                    .platform();
            return parameter.getParameter().getType() == Platform.class
                    ? platform
                    : context.getStore(NAMESPACE)
                            .getOrComputeIfAbsent(Client.class, type -> new Client(platform), Client.class);
        }
    }
}
