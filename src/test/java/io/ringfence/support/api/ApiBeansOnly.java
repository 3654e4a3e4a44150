package io.ringfence.support.api;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;

/** Switches off every bean of ours but the API's and the page's, and the gate that it publishes through: no test here wants a worker. */
final class ApiBeansOnly implements BeanConfiguration {
    private static final String RIGHTS = "io.micronaut.security.";
    private static final String OURS = "io.ringfence.";
    private static final String GATE = "BoundedIntake";
    private static final String API = OURS + "api.";
    private static final String PAGE = OURS + "page.";

    private final boolean hasRights;

    /**
     * @param hasRights otherwise the framework's own beans for them are off too, which its own conditions would see to
     */
    ApiBeansOnly(boolean hasRights) {
        this.hasRights = hasRights;
    }

    @Override
    public boolean isEnabled(BeanContext context, BeanResolutionContext resolutionContext) {
        return false;
    }

    @Override
    @SuppressWarnings("rawtypes") // As the interface has it.
    public boolean isWithin(BeanDefinitionReference reference) {
        return isWithin(reference.getBeanDefinitionName());
    }

    @Override
    public boolean isWithin(String className) {
        boolean isOfOthers = className.startsWith(OURS)
                && !className.startsWith(API)
                && !className.startsWith(PAGE)
                && !className.contains(GATE);
        return isOfOthers || (!hasRights && className.startsWith(RIGHTS));
    }

    @Override
    public Package getPackage() {
        return ApiBeansOnly.class.getPackage();
    }

    @Override
    public String getName() {
        return OURS;
    }

    @Override
    public String getVersion() {
        return null;
    }
}
