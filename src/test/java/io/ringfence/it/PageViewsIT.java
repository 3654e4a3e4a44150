package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.browser.PageTest;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** What there is beside the list: sites, a number, a party, voice services, an import. */
@InBrowser
@OnPlatform
class PageViewsIT extends PageTest {
    PageViewsIT(Platform platform, Client client) {
        super(platform, client);
    }

    @Test
    void listsTheSitesByName() {
        page.openPath("/");

        browser.awaitText("main", "Page Street");
        browser.one("a[href='/sites/" + siteId + "']").click();
        browser.awaitText("h1", "Page Street");
    }

    /** And nobody else is asked for anything. */
    @Test
    void describesTheApiAndTriesIt() {
        page.openPath("/swagger-ui");
        browser.awaitText("#description", "Every site with its counts by status");
        browser.click("#operations-sites-getSite .opblock-summary-control");
        browser.click("#operations-sites-getSite .try-out__btn");
        browser.one("#operations-sites-getSite input").clear();
        browser.one("#operations-sites-getSite input").sendKeys(siteId);
        browser.click("#operations-sites-getSite .execute");

        browser.awaitText("#operations-sites-getSite .live-responses-table", "200", "Page Street");
        assertThat((List<?>) browser.run("return performance.getEntriesByType('resource').map(entry => entry.name)"))
                .hasSizeGreaterThan(3)
                .allMatch(name -> ((String) name).startsWith(page.origin()) || ((String) name).startsWith("data:"));
    }

    @Test
    void opensANumberWithEverythingAndItsHistory() {
        String number = numbers.get(0);
        page.decided(Requests.allocate(number, Requests.ACORN));
        page.open("");
        browser.click(page.row(number) + " th a");

        browser.awaitText("h1", page.national(number));
        browser.awaitText("#number-state", "Reserved", "Acorn Analytics", "Strand East");
        assertThat(browser.all(".actions li")).hasSize(8);
        browser.awaitText(".actions", "ASSIGN_USER needs ACTIVE");
        browser.click("#n" + number.substring(1) + "-ACTIVATE");
        browser.awaitText("#number-state", "Activated.", "Active");
        browser.awaitText("table", "Provisioned", "Allocated", "Reserved → Active");
        browser.click("#n" + number.substring(1) + "-DEACTIVATE");
        submitDialog();
        browser.awaitText("#number-state", "Deactivated.", "Active → Reserved");
    }

    @Test
    void showsTheNumbersOfAPartyAtAllSites() {
        Party party = new Party(PartyType.OCCUPIER, "party " + siteId, "Party & Sons");
        page.decided(Requests.allocate(numbers.get(0), party));
        page.open("");
        browser.awaitText(page.row(numbers.get(0)), "Party & Sons");
        browser.driver().findElement(By.linkText("Party & Sons")).click();

        browser.awaitText("h1", "Party & Sons");
        browser.awaitText("#summary", "1 number");
        browser.awaitText("#rows", "Page Street", page.national(numbers.get(0)));
        browser.click(page.control(numbers.get(0), Action.ACTIVATE));
        browser.awaitText("#rows", "Activated.");
        browser.click(page.row(numbers.get(0)) + " .undo");
        browser.awaitText("#rows", "Deactivated.", "Page Street");

        page.openPath("/");
        browser.one("#search").sendKeys(page.national(numbers.get(0)) + Keys.ENTER);
        browser.awaitText("#rows", "Party & Sons");
    }

    @Test
    void addsAndCeasesVoiceServicesAfterAPreview() {
        page.openPath("/sites/" + siteId + "/voice-services");
        new Select(browser.one("#occupier")).selectByVisibleText("Acorn Analytics");
        browser.run("document.getElementById('quantity').value = 2");
        browser.click("form.order button[type=submit]");
        browser.awaitText(".result", "Would be fulfilled: 3 numbers for Acorn Analytics.");
        assertThat(page.get("/api/sites/" + siteId)).contains("\"AVAILABLE\":4");
        browser.click(".result button[type=submit]");
        browser.awaitText(".result", "Fulfilled: 3 numbers for Acorn Analytics.", "(main number)");

        page.openPath("/sites/" + siteId + "/voice-services");
        browser.click("[name=type][value=CEASE]");
        new Select(browser.one("#occupier")).selectByVisibleText("Acorn Analytics");
        browser.click("form.order button[type=submit]");
        browser.awaitText(".result", "Would be fulfilled: 3 numbers cool off.");
        browser.click(".result button[type=submit]");
        browser.awaitText(".result", "Fulfilled: 3 numbers cool off.");
    }

    @Test
    void importsAFileAfterAPreview(@TempDir Path directory) throws IOException {
        List<String> fresh = Stream.generate(Numbers::next).limit(3).toList();
        Path file = directory.resolve("numbers.csv");
        Files.writeString(
                file,
                fresh.stream().collect(Collectors.joining(",Neu\n", "Phone number,Range name\n", ",Zürich\nnone,\n")));
        page.openPath("/sites/" + siteId + "/import");
        browser.one("#file").sendKeys(file.toString());
        browser.click("form:has(#file) button");
        browser.awaitText(".result", "3 would be accepted, 1 would be rejected", "Phone number is not canonical E.164");
        browser.click(".result button[type=submit]");
        browser.awaitText(".result", "3 accepted, 1 rejected");

        page.open("");
        browser.awaitText(page.row(fresh.get(2)), "Zürich", "Available");
    }

    @Test
    void asksUnderTheNameThatItsReaderGives() {
        page.open("?status=AVAILABLE");
        WebElement name = browser.one("#your-name");
        name.clear();
        name.sendKeys("Zoë at the desk" + Keys.ENTER);
        browser.until(
                "it is kept",
                () -> browser.one("#your-name").getDomProperty("value").equals("Zoë at the desk"));
        assertThat(browser.address().getQuery()).isEqualTo("status=AVAILABLE");
        browser.click(page.control(numbers.get(0), Action.NOMINATE_MAIN_NUMBER));
        browser.awaitText(page.row(numbers.get(0)), "Nominated");

        page.openPath("/phone-numbers/" + numbers.get(0));
        browser.awaitText("table", "Zoë at the desk");
    }
}
