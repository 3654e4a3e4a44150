package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.browser.PageTest;
import io.ringfence.support.browser.SitePage;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The list of a site: its columns, what it leaves out, and what becomes of it under its reader's eyes. */
@InBrowser
@OnPlatform
class PageListIT extends PageTest {
    PageListIT(Platform platform, Client client) {
        super(platform, client);
    }

    @Test
    void hasTheEightColumnsAndWhatIsInThem() {
        String number = numbers.get(2);
        page.decided(Requests.allocate(number, Requests.ACORN));
        page.decided(Requests.of(Action.ACTIVATE, number));
        page.decided(Requests.assign(number, "ada@acorn.example"));
        page.open("");

        assertThat(browser.all("thead th").stream().map(WebElement::getText))
                .containsExactly(
                        "Phone number",
                        "EXT",
                        "Status",
                        "Allocated to",
                        "Cooling off date",
                        "Main number",
                        "Range name",
                        "Information");
        browser.awaitText(
                page.row(number),
                page.national(number),
                "1000",
                "Assigned",
                "ada@acorn.example",
                "Acorn Analytics",
                "Strand East");
        assertThat(browser.one(page.row(number) + " th a").getDomAttribute("title"))
                .isEqualTo(number);
        assertThat(browser.all("#rows tr")).hasSize(4);
    }

    @Test
    void filtersByWhatIsPresentAndKeepsTheFiltersInTheAddressThroughEveryAction() {
        String number = numbers.get(0);
        page.decided(Requests.allocate(numbers.get(1), Requests.ACORN));
        page.open("");

        assertThat(browser.text("#statuses"))
                .contains("Available (3)", "Reserved (1)")
                .doesNotContain("Cooldown");
        browser.click("#filters [value=AVAILABLE]");
        browser.awaitText("#summary", "3 of 4");
        browser.click("#filters [value=UNALLOCATED]");
        browser.until("the address has it", () -> browser.address().getQuery().contains("allocation=UNALLOCATED"));
        browser.one("#search").sendKeys(" " + number.substring(5, 9) + " " + number.substring(9));
        browser.until(
                "the address has all",
                () -> browser.address().getQuery().endsWith(number.substring(9))
                        || browser.address().getQuery().contains(number.substring(9) + "&"));
        browser.awaitText("#summary", "1 of 4");
        String filtered = browser.address().toString();
        assertThat(filtered).contains("status=AVAILABLE", "search=");

        browser.click(page.control(number, Action.NOMINATE_MAIN_NUMBER));
        browser.awaitText(page.row(number) + " .note", "Nominated");
        assertThat(browser.address()).hasToString(filtered);
        browser.driver().navigate().refresh();
        browser.awaitText("#summary", "1 of 4");
        assertThat(browser.one("#filters [value=AVAILABLE]").isSelected()).isTrue();

        browser.click(".buttons a");
        browser.awaitText("#summary", "4 numbers");
        browser.click("#filters [value=main]");
        browser.awaitText("#summary", "1 of 4");
        browser.click("#filters [value=ordinary]");
        browser.awaitText("#summary", "3 of 4");
    }

    @Test
    void aNumberIsCopiedAsItIsDialledFromAnywhere() {
        String number = numbers.get(0);
        page.open("");
        browser.driver()
                .executeCdpCommand(
                        "Browser.grantPermissions",
                        Map.of("permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        browser.click(page.row(number) + " .copy");
        browser.awaitText("#announcement", number + " copied");
        assertThat(clipboard()).isEqualTo(number);

        String other = numbers.get(1);
        browser.run(
                "getSelection().selectAllChildren(document.querySelector(arguments[0] + ' th a'));"
                        + "document.execCommand('copy')",
                page.row(other));
        assertThat(clipboard()).isEqualTo(other);
    }

    private static Object clipboard() {
        return browser.driver()
                .executeAsyncScript("const done = arguments[0]; navigator.clipboard.readText().then(done, done)");
    }

    @Test
    void downloadsWhatIsShown() throws IOException, InterruptedException {
        page.decided(Requests.allocate(numbers.get(3), Requests.ACORN));
        page.open("?status=RESERVED");

        String file = browser.one(".summary a[download]").getDomProperty("href");
        String csv =
                page.get(URI.create(file).getRawPath() + "?" + URI.create(file).getRawQuery());
        assertThat(csv.lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(numbers.get(3) + ",1000,RESERVED,Acorn Analytics");
    }

    @Test
    void showsWhatOthersChangeWithoutBeingAsked() {
        String number = numbers.get(0);
        page.open("?status=AVAILABLE");
        browser.awaitText("#live", "Live");

        page.decided(Requests.allocate(number, Requests.ACORN));
        browser.until("its row goes", () -> !browser.has(page.row(number)));
        browser.awaitText("#summary", "3 of 4");
        browser.awaitText("#statuses", "Reserved (1)");
        browser.awaitText("#stock", "3 free numbers", "Low");
        page.decided(Requests.of(Action.DEALLOCATE, number));
        browser.awaitText(page.row(number), "Available");
        assertThat(browser.all("#rows tr").get(0).getDomAttribute("id"))
                .isEqualTo(page.row(number).substring(1));

        String withdrawn = numbers.get(1);
        page.decided(Requests.of(Action.WITHDRAW, withdrawn));
        browser.until("its row goes", () -> !browser.has(page.row(withdrawn)));
        browser.awaitText("#summary", "3 numbers");
    }

    @Test
    void fromThePastItGoesBackToWhatIsLive() {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        page.open("?asOf=" + today);
        browser.awaitText(".past", "As it was on");
        assertThat(browser.all("#live")).noneMatch(WebElement::isDisplayed);
        browser.run("const day = document.getElementById('as-of'); day.value = '';"
                + "day.dispatchEvent(new Event('change', {bubbles: true}))");
        browser.awaitText("#live", "Live");
        browser.awaitText("#stock", "4 free numbers");
        page.decided(Requests.allocate(numbers.get(0), Requests.ACORN));
        browser.awaitText(page.row(numbers.get(0)), "Reserved");
    }

    @Test
    void aSiteOfTheDirectoryWaitsForItsFirstNumber() {
        SitePage empty = page.inDirectoryAlone();
        empty.open("");
        browser.awaitText("#listing", "There is no number at this site yet.");
        browser.awaitText("#live", "Live");

        String first = Numbers.next();
        empty.decided(Requests.provision(first));
        browser.awaitText(empty.row(first), "Available");
        assertThat(browser.text("#empty")).isEmpty();
        empty.decided(Requests.of(Action.WITHDRAW, first));
        browser.awaitText("#empty", "There is no number at this site yet.");
    }

    @Test
    void showsTheListingAsItWasMarkedAndWithoutControls() {
        page.decided(Requests.allocate(numbers.get(0), Requests.ACORN));
        page.open("?status=RESERVED");
        LocalDate today = LocalDate.now(ZoneId.of("Europe/London"));
        browser.run("document.getElementById('as-of').value = arguments[0]", today.toString());
        browser.one("#as-of").sendKeys(Keys.ENTER);

        browser.awaitText(".past", "As it was on", "Europe/London");
        assertThat(browser.address().getQuery()).contains("asOf=" + today, "status=RESERVED");
        browser.awaitText("#rows", "Acorn Analytics");
        assertThat(browser.all("#rows button.text, #rows input")).isEmpty();
    }
}
