package io.ringfence.domain;

/** Why somebody does not grant what a request asks for. */
public sealed interface Objection {
    /** What the request is refused with. */
    Refusal refusal(PhoneNumber number);

    /**
     * Another number is the party's main number.
     *
     * @param phoneNumber the one that is
     */
    record MainNumberHeld(String phoneNumber) implements Objection {
        @Override
        public Refusal refusal(PhoneNumber number) {
            return new Refusal(
                    RejectionCode.PARTY_HAS_MAIN_NUMBER,
                    () -> "The party has a main number at site " + number.siteId() + " already, " + phoneNumber + ".",
                    phoneNumber);
        }
    }

    /**
     * As many of the party's numbers are in service as may be.
     *
     * @param voiceServices so many
     */
    record NotEntitled(int voiceServices) implements Objection {
        @Override
        public Refusal refusal(PhoneNumber number) {
            return new Refusal(
                    RejectionCode.NO_VOICE_SERVICE, () -> sentence(number.siteId(), voiceServices, voiceServices));
        }

        /** How many there are, and how many of them are in use. */
        static String sentence(String siteId, int voiceServices, long inUse) {
            String has =
                    switch (voiceServices) {
                        case 0 -> "no voice service";
                        case 1 -> "1 voice service";
                        default -> voiceServices + " voice services";
                    };
            String use = inUse >= voiceServices ? "all in use" : inUse + " in use";
            return "The party has %s at site %s%s.".formatted(has, siteId, voiceServices == 0 ? "" : ", " + use);
        }
    }

    /**
     * The voice platform could not do it.
     *
     * @param message why, as the platform says it; null where it says nothing
     */
    record NotFulfilled(String message) implements Objection {
        @Override
        public Refusal refusal(PhoneNumber number) {
            return new Refusal(
                    RejectionCode.FULFILMENT_FAILED,
                    () -> message == null || message.isBlank()
                            ? "The voice platform could not carry it out, and did not say why."
                            : WellFormed.abbreviated(message));
        }
    }
}
