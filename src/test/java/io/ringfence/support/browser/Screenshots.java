package io.ringfence.support.browser;

import io.ringfence.support.platform.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.OutputType;

/** Takes the screenshots of the README, of the sample as it is on its first day. */
final class Screenshots {
    private static final Path IMAGES = Path.of("src", "site", "resources", "images");
    private static final String SITE = "/sites/london-strand";
    private static final int NARROW = 360;
    private static final int WIDE = 1240;

    private final WorkerProcess.Home home;
    private final Browser browser;

    private Screenshots(WorkerProcess.Home home, Browser browser) {
        this.home = home;
        this.browser = browser;
    }

    /** Takes half a minute; overwrites the images. */
    public static void main(String[] arguments) throws Exception {
        WorkerProcess.Home home = WorkerProcess.Home.in(Files.createTempDirectory("ringfence-screenshots"));
        try (WorkerProcess worker = WorkerProcess.start(home);
                Browser browser = Browser.start()) {
            Files.createDirectories(IMAGES);
            new Screenshots(home, browser).take();
            worker.stop();
        }
    }

    private void take() throws IOException {
        size(WIDE, 620, "light");
        open(SITE);
        browser.awaitText("#live", "Live");
        browser.click("#n442079460001-ALLOCATE");
        browser.awaitText("dialog[open]", "Allocate");
        browser.run("document.querySelector('#occupier').selectedIndex = 2");
        browser.click("dialog[open] button[type=submit]");
        browser.awaitText("#n442079460001 .note", "Allocated");
        save("site");

        open("/phone-numbers/+442079460001");
        browser.awaitText("table", "Allocated");
        save("number");

        size(WIDE, 430, "dark");
        open(SITE + "/voice-services");
        browser.run("document.querySelector('#occupier').selectedIndex = 5");
        browser.click("form.order button[type=submit]");
        browser.awaitText(".result", "Would be fulfilled");
        save("voice-services");

        size(NARROW, 620, "light");
        open(SITE + "?status=ASSIGNED");
        browser.run("document.querySelector('#listing').scrollIntoView()");
        save("phone");
    }

    private void open(String path) {
        browser.open(home.url().resolve(path));
    }

    private void size(int width, int height, String colours) {
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        browser.driver()
                .executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    private void save(String name) throws IOException {
        Files.write(IMAGES.resolve(name + ".png"), browser.driver().getScreenshotAs(OutputType.BYTES));
    }
}
