package io.ringfence.api.rights;

import io.ringfence.domain.Channel;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody may do at the sites that are its own. Each may read. */
public enum Role {
    /** Reads, and no more. */
    VIEWER,
    /** Asks for the operator's actions, and for voice services. */
    OPERATOR,
    /** Asks for the provider's actions. */
    PROVIDER;

    /** As a token has it. */
    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The roles that are named; what else is named says nothing. */
    static Set<Role> among(Collection<String> claimed) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        Arrays.stream(values()).filter(role -> claimed.contains(role.claim())).forEach(roles::add);
        return roles;
    }

    /** Which it takes to ask for what belongs to a topic. */
    static Role of(Channel channel) {
        return switch (channel) {
            case ACTIONS, ORDERS -> OPERATOR;
            case PROVISIONING -> PROVIDER;
        };
    }
}
