/** How what answers here is made. */
package io.ringfence.api.topology;
