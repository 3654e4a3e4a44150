package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.support.browser.Browser;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.browser.SitePage;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Each control of the page does what it says, in a browser. */
@InBrowser
@OnPlatform
class PageIT {
    private static Browser browser;

    private final SitePage page;
    private final String siteId;
    private final List<String> numbers;

    PageIT(Platform platform, Client client) {
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

    @Test
    void listsTheSitesByName() {
        page.openPath("/");

        browser.awaitText("main", "Page Street");
        browser.one("a[href='/sites/" + siteId + "']").click();
        browser.awaitText("h1", "Page Street");
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
    void allocatesToTheOperatorOrToAnOccupierFromTheListAndUndoesIt() {
        String number = numbers.get(0);
        page.open("?status=AVAILABLE");

        browser.click(page.control(number, Action.ALLOCATE));
        browser.awaitText("dialog[open]", "Allocate " + page.national(number), "Harbour Workspaces");
        new Select(browser.one("#occupier")).selectByVisibleText("Bluebell Books");
        submitDialog();
        browser.awaitText(page.row(number), "Reserved", "Allocated to Bluebell Books.");
        assertThat(browser.text("#announcement")).contains("Allocated to Bluebell Books.");

        // The row is none of those that the filter shows any more, and stays for what it still says.
        browser.awaitText("#summary", "3 of 4");
        browser.click(page.row(number) + " .undo");
        browser.awaitText(page.row(number), "Available", "Deallocated.");
        browser.click(page.row(number) + " .undo");
        browser.awaitText(page.row(number), "Reserved", "Allocated to Bluebell Books.");

        String another = numbers.get(1);
        browser.click(page.control(another, Action.ALLOCATE));
        browser.click("dialog[open] [value='OPERATOR:harbour']");
        submitDialog();
        browser.awaitText(page.row(another), "Reserved", "Allocated to Harbour Workspaces.");
    }

    @Test
    void activatesAssignsAndTakesBackAskingOnceBeforeItTakesSomething() {
        String number = numbers.get(0);
        page.decided(Requests.allocate(number, Requests.ACORN));
        page.open("");

        browser.click(page.control(number, Action.ACTIVATE));
        browser.awaitText(page.row(number), "Active", "Activated.");
        browser.click(page.control(number, Action.ASSIGN_USER));
        browser.one("#user").sendKeys("ada@acorn.example");
        submitDialog();
        browser.awaitText(page.row(number), "Assigned to ada@acorn.example.");
        browser.click(page.control(number, Action.UNASSIGN_USER));
        browser.awaitText("dialog[open]", "ada@acorn.example gives the number up");
        submitDialog();
        browser.awaitText(page.row(number), "Unassigned.");
        browser.click(page.row(number) + " .undo");
        browser.awaitText(page.row(number), "Assigned to ada@acorn.example.");
        browser.click(page.row(number) + " .undo");
        browser.awaitText(page.row(number), "Unassigned.");

        browser.click(page.control(number, Action.DEACTIVATE));
        browser.awaitText("dialog[open]", "goes out of service");
        browser.click("dialog[open] [data-close]");
        browser.awaitText(page.row(number), "Active");
        browser.click(page.control(number, Action.DEACTIVATE));
        submitDialog();
        browser.awaitText(page.row(number), "Reserved", "Deactivated.");
        browser.click(page.control(number, Action.DEALLOCATE));
        submitDialog();
        browser.awaitText(page.row(number), "Available", "Deallocated.");
    }

    @Test
    void saysWhyAControlIsDisabledAndWhyARequestIsRejected() {
        String main = numbers.get(0);
        String other = numbers.get(1);
        String hunted = Numbers.next();
        page.decided(
                Requests.provision(hunted).withDetails(new NumberDetails(NumberKind.HUNT_GROUP, "1", "Range", null)));
        page.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, main));
        page.decided(Requests.allocate(main, Requests.ACORN));
        page.open("");

        WebElement nominate = browser.one(page.control(hunted, Action.NOMINATE_MAIN_NUMBER));
        assertThat(nominate.getDomAttribute("aria-disabled")).isEqualTo("true");
        assertThat(browser.run(
                        "return document.getElementById(arguments[0].getAttribute('aria-describedby')).textContent",
                        nominate))
                .asString()
                .contains("no direct number");

        // Shown before somebody else gives the party a main number; asked after.
        page.decided(Requests.of(Action.NOMINATE_MAIN_NUMBER, other));
        browser.awaitText(page.row(other), "Remove");
        browser.click(page.control(other, Action.ALLOCATE));
        new Select(browser.one("#occupier")).selectByVisibleText("Acorn Analytics");
        submitDialog();
        browser.awaitText(page.row(other) + " .note", main, "Possible now: Remove, Allocate.");
        browser.awaitText(page.row(other), "Available");
    }

    @Test
    void offersNothingOnALockedNumberAndOneThatCoolsOff() {
        String locked = numbers.get(0);
        String cooling = numbers.get(1);
        page.decided(Requests.of(Action.LOCK, locked).withReason("Port out on Friday"));
        page.decided(Requests.startCoolingOff(cooling, LocalDate.now().plusDays(9)));
        page.open("");

        assertThat(browser.all(page.row(locked) + " button.text")).isEmpty();
        assertThat(browser.one(page.row(locked) + " .lock").getAccessibleName())
                .isEqualTo("Locked: Port out on Friday");
        assertThat(browser.all(page.row(cooling) + " button.text")).isEmpty();
        browser.awaitText(
                page.row(cooling),
                "Cooldown",
                String.valueOf(LocalDate.now().plusDays(9).getYear()));
        browser.click("#filters [value=locked]");
        browser.awaitText("#summary", "1 of 4");
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
    void doesForSeveralWhatAllOfThemAllowAfterAPreview() {
        page.decided(Requests.allocate(numbers.get(3), Requests.ACORN));
        page.open("?status=AVAILABLE&limit=2");

        browser.click("#select-page");
        browser.awaitText("#bulk-offer", "2 numbers selected", "Allocate");
        browser.click("#select-all");
        browser.awaitText("#bulk-offer", "3 numbers selected");
        bulk("Allocate");
        new Select(browser.one("#occupier")).selectByVisibleText("Bluebell Books");
        submitDialog();
        browser.awaitText("#dialog", "3 would be accepted");
        // Since the preview, somebody else was quicker with one of them.
        page.decided(Requests.allocate(numbers.get(2), Requests.ACORN));
        submitDialog();
        browser.awaitText("#dialog", "2 accepted, 1 not", "Somebody else changed it meanwhile");
        assertThat(browser.all("#dialog .results tbody tr")).hasSize(3);
        browser.click("dialog[open] [data-close]");
        browser.awaitText("#summary", "0 of 4");
    }

    @Test
    void allThatMatchIsWhatTheFiltersLeaveAndCanBeNarrowed() {
        page.decided(
                Requests.provision(Numbers.next()).withDetails(new NumberDetails(NumberKind.IVR, null, null, null)));
        page.open("?kind=DIRECT&limit=2");
        browser.awaitText("#summary", "4 of 5");
        browser.click("#select-all");
        browser.awaitText("#bulk-offer", "4 numbers selected");
        browser.click(page.row(numbers.get(0)) + " [name=number]");
        browser.awaitText("#bulk-offer", "1 number selected");
        assertThat(browser.one("#select-all").isSelected()).isFalse();

        browser.click("#filters [value=AVAILABLE]");
        browser.until("the address has it", () -> browser.address().getQuery().contains("status=AVAILABLE"));
        assertThat(browser.address().getQuery()).contains("kind=DIRECT", "limit=2");
        browser.awaitText("#summary", "4 of 5");
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

    private void bulk(String label) {
        browser.driver()
                .findElement(By.xpath("//div[@id='bulk-offer']//button[starts-with(., '" + label + "')]"))
                .click();
    }

    private void submitDialog() {
        browser.click("dialog[open] button[type=submit]");
    }
}
