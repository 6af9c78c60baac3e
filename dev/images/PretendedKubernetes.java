import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * An API server in which nothing exists, for the training run of flinkctl: lists are empty, a watch
 * brings nothing, what is written is given back. Prints its port.
 */
public class PretendedKubernetes {
    public static void main(String[] args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", PretendedKubernetes::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var written = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var asked = exchange.getRequestURI().toString();
        if (asked.contains("watch=true")) {
            exchange.sendResponseHeaders(200, 0);
        } else if (!written.isEmpty()) {
            reply(exchange, 200, written.replace("\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"1\","));
        } else if (asked.contains("/leases/")) {
            reply(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":404}");
        } else {
            reply(exchange, 200, "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}");
        }
    }

    private static void reply(HttpExchange exchange, int code, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
