package io.ringfence.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.NumberDetails;
import io.ringfence.domain.NumberKind;
import io.ringfence.support.browser.InBrowser;
import io.ringfence.support.browser.PageTest;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.OnPlatform;
import io.ringfence.support.platform.Platform;
import io.ringfence.support.requests.Numbers;
import io.ringfence.support.requests.Requests;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/** Each control of a row does what it says, and says why where it does not. */
@InBrowser
@OnPlatform
class PageActionsIT extends PageTest {
    PageActionsIT(Platform platform, Client client) {
        super(platform, client);
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

    private void bulk(String label) {
        browser.driver()
                .findElement(By.xpath("//div[@id='bulk-offer']//button[starts-with(., '" + label + "')]"))
                .click();
    }
}
