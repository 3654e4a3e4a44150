/** What is said when a question cannot be answered: problem documents of RFC 9457. */
package io.ringfence.api.problem;
