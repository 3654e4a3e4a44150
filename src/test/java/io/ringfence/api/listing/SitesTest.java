package io.ringfence.api.listing;

import static io.ringfence.support.api.Numbers.ACME;
import static io.ringfence.support.api.Numbers.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Status;
import io.ringfence.support.api.ApiServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The list of all sites. */
class SitesTest {
    @RegisterExtension
    static final ApiServer API = new ApiServer();

    @Test
    void areListedWithCountsByStatus() {
        API.readModel()
                .site(
                        "london-1",
                        number(1).build(),
                        number(2).build(),
                        number(3).held(Status.ACTIVE, ACME).build());
        API.readModel().site("paris.old");

        assertThat(API.json("/api/sites")).isEqualTo(ApiServer.tree("""
                        {"sites": [
                          {"siteId": "london-1", "total": 3, "statuses": {"AVAILABLE": 2, "ACTIVE": 1}},
                          {"siteId": "paris.old", "total": 0, "statuses": {}}]}"""));
    }

    @Test
    void areAnEmptyListWhereThereAreNone() {
        assertThat(API.get("/api/sites").body()).isEqualTo("{\"sites\":[]}");
    }
}
