/** Voice service orders: asked for, and what became of them. */
package io.ringfence.api.order;
