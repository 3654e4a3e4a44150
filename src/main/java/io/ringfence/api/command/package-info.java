/** What has to do with asking for something and waiting for what comes of it, whatever is asked for. */
package io.ringfence.api.command;
