/**
 * What a phone number is and what may happen to it: records, enums and {@link io.ringfence.domain.Rules}, the one
 * place where requests are decided. Imports nothing but the JDK; knows no clock, no store and no topic.
 */
package io.ringfence.domain;
