package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.ringfence.domain.Action;
import io.ringfence.support.browser.Browser;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.browser.PageTest;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Requests;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page is for everyone: by keyboard, with a screen reader, on a phone, in the dark, and to be read without scripts. */
@InBrowser
@OnPlatform
class PageAccessIT extends PageTest {
    private static final List<String> SERIOUS = List.of("serious", "critical");

    PageAccessIT(Platform platform, Client client) {
        super(platform, client);
    }

    @Test
    void aKeyboardAloneAllocatesANumber() {
        String number = numbers.get(1);
        page.open("");
        press("Skip to content", Keys.ENTER);
        focusByTab("Allocate", page.control(number, Action.ALLOCATE));
        press(Keys.ENTER);
        browser.awaitText("dialog[open]", "Allocate");
        focusByTab("Occupier from the list", "#occupier");
        press(Keys.ARROW_DOWN);
        focusByTab("Allocate", "dialog[open] button[type=submit]");
        press(Keys.ENTER);

        browser.awaitText(page.row(number), "Reserved", "Acorn Analytics");
        // Where the keyboard goes on: what was just done can be undone.
        browser.until("Undo has the focus", () -> "Undo".equals(focused().getText()));
        press(Keys.ENTER);
        browser.awaitText(page.row(number), "Available", "Deallocated.");
    }

    @Test
    void escapeClosesADialogAndReturnsToItsControl() {
        String number = numbers.get(0);
        page.open("");
        focusByTab("Allocate", page.control(number, Action.ALLOCATE));
        press(Keys.ENTER);
        browser.awaitText("dialog[open]", "Allocate");
        press(Keys.ESCAPE);

        browser.until("it is closed", () -> !browser.has("dialog[open]"));
        assertThat(focused().getDomAttribute("id"))
                .isEqualTo(page.control(number, Action.ALLOCATE).substring(1));
    }

    @Test
    void rolesAndNamesSayWhatThingsAre() {
        String number = numbers.get(0);
        page.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, number));
        page.open("");

        assertThat(browser.one("#rows").findElements(By.cssSelector("tr")))
                .allSatisfy(row -> assertThat(row.getAriaRole()).isEqualTo("row"));
        assertThat(browser.one("table").getAriaRole()).isEqualTo("table");
        assertThat(browser.one(page.row(number) + " th").getAriaRole()).isEqualTo("rowheader");
        assertThat(browser.one(page.control(number, Action.ALLOCATE)).getAccessibleName())
                .isEqualTo("Allocate");
        assertThat(browser.one("#search").getAccessibleName()).isEqualTo("Search");
        assertThat(browser.one("#search").getAriaRole()).isEqualTo("searchbox");
        // Releases of the browser differ in the space before it.
        assertThat(browser.one("#filters [value=AVAILABLE]").getAccessibleName())
                .isEqualToNormalizingWhitespace("Available (4)");
        assertThat(browser.one("#live").getAriaRole()).isEqualTo("status");
        browser.click(page.control(number, Action.ALLOCATE));
        assertThat(browser.one("dialog[open]").getAriaRole()).isEqualTo("dialog");
        assertThat(browser.one("dialog[open]").getAccessibleName()).startsWith("Allocate 020 ");
    }

    @Test
    void axeFindsNothingSeriousWideOrNarrowInLightOrDark() {
        String number = numbers.get(0);
        page.decided(Requests.of(Action.LOCK, numbers.get(1)).withReason("Port out"));
        page.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, number));
        page.decided(Requests.allocate(number, Requests.ACORN));
        page.decided(Requests.of(Action.ACTIVATE, number));
        page.open("");
        requireNothingSerious("site");
        browser.click(page.control(numbers.get(2), Action.ALLOCATE));
        browser.awaitText("dialog[open]", "Allocate");
        requireNothingSerious("dialog");
        Stream.of(
                        "/",
                        "/phone-numbers/" + number,
                        "/phone-numbers?search=" + number.substring(1),
                        "/sites/" + siteId + "/voice-services",
                        "/sites/" + siteId + "/import",
                        "/sites/nowhere")
                .forEach(path -> {
                    page.openPath(path);
                    requireNothingSerious(path);
                });
        assertThat(browser.complaints()).singleElement().asString().contains("/sites/nowhere", "404");
    }

    private static void requireNothingSerious(String view) {
        for (int width : List.of(360, 1440)) {
            emulate("light", width);
            requireNothingSerious(new AxeBuilder(), view + ", " + width + " px");
            assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as(view + " is no wider than " + width + " px")
                    .isEqualTo(true);
            // In the dark it is the same but for the colours.
            emulate("dark", width);
            requireNothingSerious(
                    new AxeBuilder().withOnlyRules(List.of("color-contrast")), view + ", dark, " + width + " px");
        }
        emulate("light", 1440);
    }

    private static void requireNothingSerious(AxeBuilder axe, String view) {
        assertThat(axe.analyze(browser.driver()).getViolations())
                .as(view)
                .filteredOn(rule -> SERIOUS.contains(rule.getImpact()))
                .isEmpty();
    }

    private static void emulate(String colours, int width) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of(
                                "features",
                                List.of(
                                        Map.of("name", "prefers-color-scheme", "value", colours),
                                        // Colours on their way to others are none that anybody reads.
                                        Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    @Test
    void isReadFilteredAndDownloadedWithoutScripts() {
        String number = numbers.get(0);
        page.decided(Requests.allocate(number, Requests.ACORN));
        scripts(false);
        try {
            page.open("");
            browser.click("#filters [value=RESERVED]");
            browser.click("#filters button[type=submit]");
            browser.awaitText("#summary", "1 of 4");
            browser.awaitText("#rows", "Acorn Analytics");
            assertThat(browser.one(".summary a[download]").getDomProperty("href"))
                    .contains("status=RESERVED");
            browser.click(page.row(number) + " th a");
            browser.awaitText("#number-state", "Acorn Analytics");
            // And where a plain form does, even more.
            browser.click(page.control(number, Action.ACTIVATE));
            browser.awaitText("#number-state", "Activated.");
        } finally {
            scripts(true);
        }
    }

    private static void scripts(boolean enabled) {
        browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !enabled));
    }

    @Test
    void timesAreThoseOfTheSiteInTheLanguageOfTheReader() {
        page.open("");
        String number = numbers.get(0);
        page.decided(Requests.startCoolingOff(number, LocalDate.of(2099, 12, 3)));
        browser.awaitText(page.row(number), "3 Dec 2099");
        try (Browser german = Browser.start("de-DE")) {
            german.open(browser.address());
            german.awaitText(page.row(number), "03.12.2099");
        }
    }

    private static void press(CharSequence... keys) {
        focused().sendKeys(keys);
    }

    /** From the top of the page, as far as the first thing to be skipped. */
    private static void press(String name, Keys key) {
        browser.driver().findElement(By.tagName("body")).sendKeys(Keys.TAB);
        assertThat(focused().getText()).isEqualTo(name);
        press(key);
    }

    private static void focusByTab(String name, String css) {
        for (int steps = 0; steps < 200; steps++) {
            if (browser.driver().findElement(By.cssSelector(css)).equals(focused())) {
                assertThat(focused().getAccessibleName()).isEqualTo(name);
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("No way by Tab to " + css);
    }

    private static WebElement focused() {
        return browser.driver().switchTo().activeElement();
    }
}
