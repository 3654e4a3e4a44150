package io.ringfence.domain;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What may be asked of a phone number. */
public enum Action {
    /** A symbol of a newer schema; nobody may ask for it. */
    UNKNOWN(null),
    PROVISION(Channel.PROVISIONING),
    WITHDRAW(Channel.PROVISIONING),
    LOCK(Channel.PROVISIONING),
    UNLOCK(Channel.PROVISIONING),
    START_COOLING_OFF(Channel.PROVISIONING),
    END_COOLING_OFF(Channel.PROVISIONING),
    NOMINATE_MAIN_NUMBER(Channel.ACTIONS),
    REMOVE_MAIN_NUMBER(Channel.ACTIONS),
    ALLOCATE(Channel.ACTIONS),
    DEALLOCATE(Channel.ACTIONS),
    ACTIVATE(Channel.ACTIONS),
    DEACTIVATE(Channel.ACTIONS),
    ASSIGN_USER(Channel.ACTIONS),
    UNASSIGN_USER(Channel.ACTIONS);

    private static final Map<Channel, List<Action>> BY_CHANNEL = new EnumMap<>(Channel.class);

    static {
        for (Channel channel : Channel.values()) {
            BY_CHANNEL.put(
                    channel,
                    Stream.of(values())
                            .filter(action -> action.channel == channel)
                            .toList());
        }
    }

    private final Channel channel;

    Action(Channel channel) {
        this.channel = channel;
    }

    /** The channel that the action belongs to; null for {@link #UNKNOWN}. */
    public Channel channel() {
        return channel;
    }

    /** The actions of a channel, in declaration order. */
    public static List<Action> of(Channel channel) {
        return BY_CHANNEL.get(channel);
    }
}
