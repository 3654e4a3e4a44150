package io.ringfence.support.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Platform;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of pages, in one browser a class and at a site of its own each. The browser must have nothing to complain of. */
public abstract class PageTest {
    protected static Browser browser;

    protected final SitePage page;
    protected final String siteId;
    protected final List<String> numbers;

    protected PageTest(Platform platform, Client client) {
        page = new SitePage(platform.url(), client, browser);
        siteId = page.siteId();
        numbers = page.numbers();
    }

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
    }

    @AfterEach
    void theBrowserHadNothingToComplainOf() {
        assertThat(browser.complaints()).isEmpty();
    }

    protected static void submitDialog() {
        browser.click("dialog[open] button[type=submit]");
    }
}
