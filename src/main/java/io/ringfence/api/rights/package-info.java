/** Who asks, what it may see and ask for, and how much of that at a time. */
package io.ringfence.api.rights;
