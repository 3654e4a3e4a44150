package io.ringfence.ops;

import io.micronaut.core.value.PropertyResolver;
import io.ringfence.domain.Action;
import io.ringfence.domain.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The setting that says what the voice platform has to carry out before it is true. */
final class FulfilledActions {
    private static final List<Action> OF_THE_OPERATOR = Action.of(Channel.ACTIONS);

    private FulfilledActions() {}

    /** Throws a {@link io.ringfence.StartupException} where it names what is no action of the operator. */
    static Set<Action> of(PropertyResolver properties) {
        String names = new Settings(properties)
                .read(
                        "ringfence.fulfilment.actions",
                        String.class,
                        text -> names(text).allMatch(name -> action(name).isPresent()),
                        "empty, or actions of the operator with commas between them: "
                                + OF_THE_OPERATOR.stream().map(Action::name).collect(Collectors.joining(",")));
        return names(names).map(name -> action(name).orElseThrow()).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> names(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static Optional<Action> action(String name) {
        return OF_THE_OPERATOR.stream()
                .filter(action -> action.name().equals(name))
                .findFirst();
    }
}
