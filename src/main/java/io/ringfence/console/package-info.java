/** Commands that publish a request and watch the outcomes from a shell, for a first try without other tools. */
package io.ringfence.console;
