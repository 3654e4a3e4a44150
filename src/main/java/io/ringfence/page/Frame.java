package io.ringfence.page;

/**
 * What is around every page.
 *
 * @param title of the page
 */
record Frame(String title, Visitor visitor, SignIn signIn, Assets assets) {}
