package io.ringfence.page;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/** Addresses of scripts and styles, with a version in each: what is kept for a year must have another with each change. */
@Singleton
final class Assets {
    private static final int VERSION_LENGTH = 12;

    private final String htmx = webjar("org.webjars.npm", "htmx.org", "dist/htmx.min.js");
    private final String pico = webjar("org.webjars.npm", "picocss__pico", "css/pico.min.css");
    private final String swaggerScript = webjar("org.webjars", "swagger-ui", "swagger-ui-bundle.js");
    private final String swaggerStyle = webjar("org.webjars", "swagger-ui", "swagger-ui.css");
    private final String script = own("page.js");
    private final String style = own("page.css");
    private final String descriptionScript = own("description.js");
    private final String icon = own("icon.svg");

    String htmx() {
        return htmx;
    }

    String pico() {
        return pico;
    }

    String swaggerScript() {
        return swaggerScript;
    }

    String swaggerStyle() {
        return swaggerStyle;
    }

    String script() {
        return script;
    }

    String style() {
        return style;
    }

    String descriptionScript() {
        return descriptionScript;
    }

    String icon() {
        return icon;
    }

    private static String webjar(String group, String name, String path) {
        try (InputStream pom = open("META-INF/maven/%s/%s/pom.properties".formatted(group, name))) {
            Properties properties = new Properties();
            properties.load(pom);
            return "/webjars/%s/%s/%s".formatted(name, properties.getProperty("version"), path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String own(String name) {
        try (InputStream content = open("assets/" + name)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return "/assets/%s?v=%s"
                    .formatted(name, HexFormat.of().formatHex(hash).substring(0, VERSION_LENGTH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream open(String path) {
        InputStream resource = Assets.class.getClassLoader().getResourceAsStream(path);
        if (resource == null) {
            throw new IllegalStateException("Not on the class path: " + path);
        }
        return resource;
    }
}
