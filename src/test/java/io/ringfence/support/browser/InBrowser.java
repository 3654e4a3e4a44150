package io.ringfence.support.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Of tests that need a browser: skipped, and said so, where none is installed. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
        value = "io.ringfence.support.browser.Browser#isInstalled",
        disabledReason = "chromium and chromedriver are not installed")
public @interface InBrowser {}
