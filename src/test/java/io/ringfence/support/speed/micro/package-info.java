/** What a decision costs without Kafka, method by method: JMH runs these, no test does. */
package io.ringfence.support.speed.micro;
