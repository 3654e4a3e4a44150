package io.ringfence.avro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.ringfence.avro.ScriptedRegistry.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers of a registry that works, for {@link ScriptedRegistry}: ids ascend from 1. It can be taken away and put back. */
public final class RegistryMemory implements Answer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> schemas = new ArrayList<>();

    @Override
    public void to(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            String schema =
                    JSON.readTree(exchange.getRequestBody()).path("schema").asText();
            answer(JSON.createObjectNode().put("id", idOf(schema))).to(exchange);
        } else {
            String path = exchange.getRequestURI().getPath();
            schemaAnswer(Integer.parseInt(path.substring(path.lastIndexOf('/') + 1)))
                    .to(exchange);
        }
    }

    private synchronized int idOf(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    private synchronized Answer schemaAnswer(int id) {
        return id < 1 || id > schemas.size()
                ? ScriptedRegistry.json(404, "{'error_code':40403,'message':'Schema %d not found'}".formatted(id))
                : answer(JSON.createObjectNode().put("schema", schemas.get(id - 1)));
    }

    private static Answer answer(ObjectNode body) {
        return ScriptedRegistry.text(200, body.toString());
    }

    synchronized boolean isEmpty() {
        return schemas.isEmpty();
    }
}
